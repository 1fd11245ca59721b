"""Every host that is contacted is listed, the broker of the user's other machines, too."""

from notifier.catalogue.loader import Catalogue
from notifier.config.model import Settings
from notifier.config.paths import Paths
from notifier.ui.settings.contacts import contacts_of
from notifier.ui.settings.contacts_page import purpose_words
from notifier.ui.settings.context import PageContext


def test_the_broker_stands_there_once_this_machine_is_paired(catalogue: Catalogue, paths: Paths) -> None:
    context = PageContext(catalogue, paths)
    paired = Settings(broker="mqtts://anna@broker.example.org", place="home")
    more = set(contacts_of(paired, context)) - set(contacts_of(Settings(), context))
    assert [(each.host, purpose_words(each)) for each in more] == [
        ("broker.example.org:8883", "Whether it is down elsewhere, too (Your other machines)")
    ]


def test_another_name_server_stands_there_once_it_is_chosen(catalogue: Catalogue, paths: Paths) -> None:
    context = PageContext(catalogue, paths)
    more = set(contacts_of(Settings(other_resolver="9.9.9.9"), context)) - set(contacts_of(Settings(), context))
    (contact,) = more
    assert contact.host == "9.9.9.9"
    assert purpose_words(contact).startswith("Another name server (Quad9")


def test_where_notices_to_the_phone_go_stands_there_by_host(catalogue: Catalogue, paths: Paths) -> None:
    context = PageContext(catalogue, paths)
    phones = ("1 ntfys ntfy.sh outages", "2 mailtos mail.example:587 all")
    more = set(contacts_of(Settings(phones=phones), context)) - set(contacts_of(Settings(), context))
    assert {each.host for each in more} == {"ntfy.sh", "mail.example:587"}
    assert {purpose_words(each) for each in more} == {
        "Notices to your phone (ntfy): told what you are told",
        "Notices to your phone (E-mail): told what you are told",
    }
