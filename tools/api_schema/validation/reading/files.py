"""Read the files and pages that references lead to: those inside one folder, or the allowed."""

from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from api_schema.validation.reading.source import is_url, parse_text, read_file, read_source
from api_schema.validation.reading.text import Parsed, Unreadable
from api_schema.validation.resolving import Unresolved

MOST_FILES = 200


class Files:
    """The files that references of a document may read.

    Attributes:
        read: The text and the data of each file that was read, by name.
    """

    def __init__(self, name: str, *, root: Path | None, remote: bool) -> None:
        self.read: dict[str, Parsed] = {}
        self._name = name
        self._root = root.resolve() if root else None
        self._remote = remote

    def fetch(self, base: str, location: str) -> tuple[str, object]:
        """Return the name and the data of what a reference in a file leads to.

        Raises:
            Unresolved: It may not be read, or cannot be.
        """
        try:
            name = self._allowed(base or self._name, location)
        except (OSError, ValueError) as error:  # it is too long, or holds a NUL
            raise Unresolved("is no address that can be read") from error
        if name not in self.read:
            self.read[name] = self._parsed(name)
        return name, self.read[name].document

    def _allowed(self, base: str, location: str) -> str:
        if is_url(location) or is_url(base):
            return self._allowed_page(urljoin(base, location) if is_url(base) else location)
        return self._allowed_file(base, location)

    def _allowed_page(self, url: str) -> str:
        if not self._remote or not is_url(url):
            raise Unresolved("leads out of the document, and is not followed", followed=False)
        return url

    def _allowed_file(self, base: str, location: str) -> str:
        if urlsplit(location).scheme or self._root is None:
            raise Unresolved("leads out of the document, and is not followed", followed=False)
        path = (Path(base).parent / unquote(location)).resolve()
        if not path.is_relative_to(self._root):
            raise Unresolved("leads out of the folder that may be read", followed=False)
        if not path.is_file():
            raise Unresolved("leads to a file that is not there")
        return str(path)

    def _parsed(self, name: str) -> Parsed:
        if len(self.read) >= MOST_FILES:
            raise Unresolved(f"would be the file number {MOST_FILES + 1}, which is too many")
        try:
            text = read_source(name) if is_url(name) else read_file(Path(name))
            return parse_text(text, name)
        except Unreadable as error:
            raise Unresolved(f"cannot be read: {error.message}") from error
