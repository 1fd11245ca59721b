"""The scenario that the user names, for `simulate` and `practice`."""

from notifier.cli.context import Context, as_wrong_use
from notifier.config.paths import resources
from notifier.simulation.practice import scenario_path
from notifier.simulation.scenario import Scenario, load


def named_scenario(context: Context, name: str) -> Scenario:
    """Load a shipped scenario by its name, or the file. No such one is wrong use; a file that is wrong is not."""
    with as_wrong_use():
        path = scenario_path(name, resources() / "scenarios")
    return load(path, context.catalogue.get)
