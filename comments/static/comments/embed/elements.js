/* Making elements without ever parsing HTML: readers' words become text nodes, nothing else. */

/** @typedef {Node | string | null | undefined | false} Child */
/** @typedef {Record<string, string | boolean | undefined | ((event: any) => void)>} Attributes */

/**
 * Make an element. A function among the attributes listens to the event of its name; `true` is an
 * attribute without value; `false` and `undefined` are left out.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...kept(children));
  return element;
}

/** Leave out what is not to be shown. @param {Child[]} children @returns {(Node | string)[]} */
export function kept(children) {
  return /** @type {(Node | string)[]} */ (children.filter((child) => child || child === ""));
}

/** Give a name a direction of its own, so that it turns nothing around it. @param {string} name */
export function isolated(name) {
  return make("bdi", {}, name);
}

/** Wait. @param {number} seconds */
export function pause(seconds) {
  return new Promise((done) => setTimeout(done, seconds * 1000));
}
