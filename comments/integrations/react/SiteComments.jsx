// The comment section as a React component. A server renders the link; the browser upgrades it.
import { useEffect, useRef } from "react";

const SERVICE = "https://comments.news.example"; // the address of your service

/**
 * @param {{article: string, language?: string, onCount?: (count: number) => void}} props
 *   `article`: the canonical URL; `onCount`: told the number of comments whenever it changes.
 */
export function SiteComments({ article, language, onCount }) {
  const element = useRef(null);

  useEffect(() => {
    import(/* webpackIgnore: true */ /* @vite-ignore */ `${SERVICE}/embed/v1.js`);
  }, []);

  useEffect(() => {
    const tell = (event) => onCount?.(event.detail.count);
    const watched = element.current;
    watched?.addEventListener("comments:count", tell);
    return () => watched?.removeEventListener("comments:count", tell);
  }, [article, onCount]);

  const page = `${SERVICE}/articles?${new URLSearchParams({ url: article })}`;
  // A key: another article is another section.
  return (
    <site-comments key={article} ref={element} article={article} language={language}>
      <a href={page}>Comments</a>
    </site-comments>
  );
}
