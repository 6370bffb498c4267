"""In which time zones a recipient may live, when it is not known for sure."""

import pytz

# Countries that keep one time by law, whatever the tz database lists for their territory.
ONE_TIME = {"UA": ("Europe/Kyiv",), "CN": ("Asia/Shanghai",)}


def zones_of(own, country, of_phone, fallback):
    """The zones a recipient may live in; where there are several, an hour has to suit all.

    ``own``: the zone on their card. Odoo writes the zone of whoever makes the card there, so it
    counts only where it lies in the recipient's ``country`` (two letters). Else those of the
    country that their phone number leaves possible (``of_phone``), else all of the country, else
    ``fallback``, the sender's own.

    >>> zones_of("Asia/Omsk", "RU", (), "Europe/Moscow")
    ('Asia/Omsk',)
    >>> zones_of("Europe/Kyiv", "US", ("America/New_York",), "Europe/Kyiv")
    ('America/New_York',)
    >>> zones_of("Europe/Kyiv", None, (), "UTC")
    ('Europe/Kyiv',)
    >>> len(zones_of(None, "RU", (), "Europe/Moscow")) > 20
    True
    >>> zones_of(None, "UA", (), "Europe/Warsaw")
    ('Europe/Kyiv',)
    >>> zones_of(None, None, (), "Europe/Kyiv")
    ('Europe/Kyiv',)

    A number may be carried along to another country: then the country counts.

    >>> zones_of(None, "DE", ("America/New_York",), "UTC")
    ('Europe/Berlin', 'Europe/Busingen')
    """
    within = zones_of_country(country)
    if own and (own in within or not within):
        return (own,)
    possible = tuple(zone for zone in of_phone if zone in within) if within else tuple(of_phone)
    return possible or within or (fallback or "UTC",)


def zones_of_country(country):
    """The zones of a country by its two letters; empty for one that is not known.

    >>> zones_of_country("lv")
    ('Europe/Riga',)
    >>> zones_of_country("XX")
    ()
    """
    code = (country or "").upper()
    if code in ONE_TIME:
        return ONE_TIME[code]
    return tuple(pytz.country_timezones.get(code, ()))
