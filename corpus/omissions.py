"""Why something that was read is no article: the reasons that runs, reports and the store count it by."""

from __future__ import annotations

from enum import StrEnum


class Omission(StrEnum):
    """Why something that was read is no article; the words under which a run and its report count it."""

    DRAFT = "draft"
    PRIVATE = "private"
    DUE = "to be published later"
    COMMENT = "comment"
    ATTACHMENT = "attachment"
    SERVICE = "service message"
    REPEATED = "repeated capture"
    CAPTURED_EARLIER = "same page as captured earlier"
    COPY = "another copy of the same page"
    SAVING = "note of the program that saved it"
    REDIRECT = "redirect"
    NO_PAGE = "no page"
    NO_PROSE = "data without prose"
    FRONT_PAGE = "cover, title page or imprint of a book"
    ERROR_PAGE = "error page"
    LISTING = "listing page"
    TEASER = "teaser of an article"
    TEMPLATE = "template of a site generator"
    CONFIGURATION = "configuration"
    ASSET = "asset"
    CODE = "program code"
    BUILT = "built copy of a site"
    UNPUBLISHED = "outside a site's content"
    VENDORED = "vendored package"
    ABOUT_CODE = "licence or README beside code"
    MAIL_NOTES = "note of a mail program"
    EXCLUDED = "excluded by archive.toml"
    LINK = "linked folder or broken link"
    SPECIAL = "special file"
    NO_WORDS = "no words of its own"
    DELETED = "deleted message"
    UNFINISHED = "unfinished delivery"
    HIDDEN = "hidden file or folder"
    TAKEN_DOWN = "taken down"
