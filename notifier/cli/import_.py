"""`import FILE|URL [--dry-run]`: watches what another program watched, as far as that can be done here, and says it."""

from notifier.cli.context import Context, Exit
from notifier.cli.download import content_of, is_url
from notifier.core.failure import UserError
from notifier.exchange.kuma import data_address
from notifier.exchange.plan import Plan, carry_out, plan_of
from notifier.exchange.reading import LIST_MOST, read_list
from notifier.words import _
from notifier.words.errors import error_sentence


def run(context: Context) -> int:
    """Import a list."""
    source = context.arguments.source
    address = data_address(source) if is_url(source) else source
    settings = context.settings
    plan = plan_of(read_list(content_of(settings, address, LIST_MOST)), context.catalogue, settings)
    if not plan.changes and not plan.already:
        _say_losses(context, plan)
        raise UserError("nothing in {source} can be watched", "Nothing was changed.", source=source.partition("?")[0])
    if not context.arguments.dry_run:
        carry_out(plan, context.catalogue, settings, context.save)
    _say(context, plan, dry=context.arguments.dry_run)
    return Exit.FINE


def _say(context: Context, plan: Plan, *, dry: bool) -> None:
    line = context.terminal.line
    found = {service.id: name for name, service in plan.matched}
    if plan.watched:
        line(_("These would be watched:") if dry else _("These are watched from now on:"))
    for wishes in plan.watched:
        service = plan.services[wishes.id]
        name = found.get(service.id, "")
        line(f"  {service.name} ({name})" if name and name != service.name else f"  {service.name}")
    if plan.already:
        names = ", ".join(each.name for each in plan.already)
        line(_("Already watched: {names}").format(names=names))
    if dry:
        line(_("Nothing was changed."))
    _say_losses(context, plan)


def _say_losses(context: Context, plan: Plan) -> None:
    if plan.losses:
        context.terminal.line(_("Not carried over, or not wholly:"))
    for loss in plan.losses:
        sentence = error_sentence(loss.why)
        context.terminal.line(f"  {sentence}" if loss.name in sentence else f"  {loss.name}: {sentence}")
