"""How a command names one person."""

from argparse import ArgumentParser
from uuid import UUID


def add_person_arguments(parser: ArgumentParser) -> None:
    """Take a receipt, a comment's id, or an e-mail address; exactly one."""
    person = parser.add_mutually_exclusive_group(required=True)
    person.add_argument("--receipt", default="", help="the secret that the author got")
    person.add_argument("--comment", type=UUID, help="the public id of one comment")
    person.add_argument("--email", default="", help="all comments sent with this address")
