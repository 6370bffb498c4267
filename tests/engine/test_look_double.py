"""Which counterparties look like one (ux.md 4.1, card Parties)."""

from odoo.addons.bpm_crm_addon.engine.look_double import CROWD, Party, groups, name_key


def ids(*parties):
    return [group.ids for group in groups(parties)]


def test_chains_are_one_group():
    parties = [
        Party(1, "A", True, email="a@x.example"),
        Party(2, "B", True, email="a@x.example", phone="+49 30 1234567"),
        Party(3, "C", True, phone="030 1234567"),
        Party(4, "D", True, tax="DE111"),
    ]
    [group] = groups(parties)
    assert group.ids == (1, 2, 3)
    assert group.reasons == ("email", "phone")


def test_two_chains_met_late_are_joined():
    assert ids(
        Party(1, "", False, email="a"), Party(2, "", False, email="a"),
        Party(3, "", False, email="b"), Party(4, "", False, email="b"),
        Party(5, "", False, tax="123456", email="b"), Party(6, "", False, tax="123456", email="a"),
    ) == [(1, 2, 3, 4, 5, 6)]  # fmt: skip


def test_what_a_crowd_shares_proves_nothing_but_a_tax_number_does():
    crowd = range(CROWD + 1)
    assert ids(*(Party(one, "", True, email="none@none.example") for one in crowd)) == []
    assert ids(*(Party(one, "", True, tax="7707083893") for one in crowd)) == [tuple(crowd)]


def test_a_filler_is_no_tax_number():
    assert ids(Party(1, "", True, tax="0000000000"), Party(2, "", True, tax="0000000000")) == []


def test_names_of_firms_in_three_alphabets():
    assert name_key("ТОВ «Скло'Дар»") == name_key("СклоДар, ТОВ")
    assert name_key("Glas GmbH & Co. KG") == name_key("GLAS")
    assert name_key("Glas Ost") != name_key("Glas West")
