"""Plain YAML, read with every care. Who reads none does without PyYAML: it is imported with this."""

import re
from typing import Any, ClassVar, Final

import yaml

from notifier.core.failure import UserError

YAML_MOST: Final = 1024 * 1024
PAIRS_MOST: Final = 10_000


class _Loader(yaml.SafeLoader):
    """Plain YAML: texts, lists and mappings. Aliases may not blow a file up."""

    yaml_implicit_resolvers: dict[str, Any] = {"<": [("tag:yaml.org,2002:merge", re.compile(r"^<<$"))]}
    yaml_constructors: ClassVar[dict[Any, Any]] = {}

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        """Put what is merged in its place, as long as that stays small."""
        super().flatten_mapping(node)
        if len(node.value) > PAIRS_MOST:
            raise yaml.YAMLError("too much is merged")


for _tag in ("str", "seq", "map"):
    _Loader.add_constructor(f"tag:yaml.org,2002:{_tag}", getattr(yaml.SafeLoader, f"construct_yaml_{_tag}"))


def document_of(text_: str) -> Any:
    """Read YAML; all its plain values are texts. Raises UserError."""
    if len(text_) > YAML_MOST:
        raise UserError("the configuration is too large", "Expected at most {size} kB.", size=YAML_MOST // 1024)
    try:
        return yaml.load(text_, _Loader)  # noqa: S506 - a safe loader, and a stricter one
    except (yaml.YAMLError, ValueError, RecursionError, TypeError) as error:
        problem = str(getattr(error, "problem", None) or type(error).__name__)
        raise UserError("the configuration is not YAML that can be read", "{problem}", problem=problem) from error
