"""`{{ value|numerals }}` and `{% numerals %}…{% endnumerals %}`: in the language's own digits.

Only for our own words and numbers: neither addresses nor what readers wrote belong inside.
"""

from typing import Any

from django import template
from django.template.base import NodeList, Parser, Token

from comments.numerals import numerals as in_numerals

register = template.Library()


@register.filter(is_safe=True)
def numerals(value: object) -> str:
    """Return a number or our own words in the digits of the active language."""
    return in_numerals(value)


class NumeralsNode(template.Node):
    """What is rendered inside, its digits exchanged."""

    def __init__(self, inside: NodeList) -> None:
        self.nodelist = inside

    def render(self, context: Any) -> str:
        """Return what is inside, which its own nodes have escaped."""
        return in_numerals(self.nodelist.render(context))


@register.tag("numerals")
def numerals_block(parser: Parser, token: Token) -> NumeralsNode:
    """Exchange the digits of what stands between the tags."""
    inside = parser.parse(("endnumerals",))
    parser.delete_first_token()
    return NumeralsNode(inside)
