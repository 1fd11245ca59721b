from tests.cli.conftest import Commands


def test_json_has_the_promised_keys_of_every_service(cli: Commands) -> None:
    told = cli("services", "--json")
    assert told.status == 0
    assert len(told.json) >= 90
    for each in told.json:
        assert list(each) == ["id", "name", "owner", "category", "aliases", "watched"]
        assert isinstance(each["aliases"], list)
        assert each["watched"] is False


def test_a_word_finds_and_watched_ones_say_so(cli: Commands) -> None:
    cli("add", "whatsapp")
    (first, *_) = cli("services", "whats", "--json").json
    assert (first["id"], first["owner"], first["watched"]) == ("whatsapp", "Meta", True)


def test_the_table_names_the_service(cli: Commands) -> None:
    told = cli("services", "tiktok")
    assert told.status == 0
    assert "TikTok" in told.out
    assert "ByteDance" in told.out


def test_nothing_found_is_said_and_an_empty_list(cli: Commands) -> None:
    told = cli("services", "zzqqxxyy", "--json")
    assert (told.status, told.json) == (0, [])
    assert "no service matches zzqqxxyy" in told.err
