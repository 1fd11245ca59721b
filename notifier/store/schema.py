"""The tables of the history, as frozen migrations: what a release has shipped is never edited, only followed.

`MIGRATIONS[n]` leads from version n to n + 1; a new database runs them all. Times are whole microseconds since 1970,
`start` of a rollup is counted in its own unit since 1970, latencies of rollups are tenths of a millisecond. Structs
that are only ever read whole are kept as JSON in `data`, beside the columns that are searched.
"""

from typing import Final

APPLICATION_ID: Final = 0x4F4E4831
"""`ONH1` in the file's header, so that a foreign database is known as one."""

_ROLLUP = """
CREATE TABLE {name} (
    series INTEGER NOT NULL,
    start INTEGER NOT NULL,
    ok INTEGER NOT NULL,
    slow INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    unverifiable INTEGER NOT NULL,
    unreadable INTEGER NOT NULL,
    skipped INTEGER NOT NULL,
    timed INTEGER NOT NULL,
    latency_sum INTEGER NOT NULL,
    latency_low INTEGER,
    latency_high INTEGER,
    {more}PRIMARY KEY (series, start)
) STRICT, WITHOUT ROWID
"""

ADDED_UP: Final = """\
ON CONFLICT (series, start) DO UPDATE SET
    ok = ok + excluded.ok,
    slow = slow + excluded.slow,
    failed = failed + excluded.failed,
    unverifiable = unverifiable + excluded.unverifiable,
    unreadable = unreadable + excluded.unreadable,
    skipped = skipped + excluded.skipped,
    timed = timed + excluded.timed,
    latency_sum = latency_sum + excluded.latency_sum,
    latency_low = min(ifnull(latency_low, excluded.latency_low), ifnull(excluded.latency_low, latency_low)),
    latency_high = max(ifnull(latency_high, excluded.latency_high), ifnull(excluded.latency_high, latency_high))"""
"""How a row of a rollup takes in what came later for the same series and time."""

_VERSION_1: Final = (
    """
CREATE TABLE series (
    id INTEGER PRIMARY KEY,
    service TEXT NOT NULL,
    component TEXT NOT NULL,
    source TEXT NOT NULL,
    UNIQUE (service, component, source)
) STRICT
""",
    """
CREATE TABLE targets (
    id INTEGER PRIMARY KEY,
    service TEXT NOT NULL,
    target TEXT NOT NULL,
    component TEXT NOT NULL,
    source TEXT NOT NULL,
    UNIQUE (service, target, component, source)
) STRICT
""",
    # `last` is the latest reading's place in its minute: it tells exactly when the program last watched
    _ROLLUP.format(name="minutes", more="last INTEGER NOT NULL,\n    "),
    _ROLLUP.format(name="hours", more=""),
    _ROLLUP.format(name="days", more=""),
    # a row is a run: a reading, and how many after it told the same up to `time + lasted`
    """
CREATE TABLE readings (
    target INTEGER NOT NULL,
    time INTEGER NOT NULL,
    number INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    failure TEXT,
    latency_ms REAL,
    detail TEXT NOT NULL,
    extra TEXT,
    repeated INTEGER NOT NULL,
    lasted INTEGER NOT NULL,
    PRIMARY KEY (target, time, number)
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE latest (
    target INTEGER PRIMARY KEY,
    time INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    failure TEXT,
    latency_ms REAL,
    detail TEXT NOT NULL,
    extra TEXT
) STRICT
""",
    """
CREATE TABLE watched (
    service TEXT NOT NULL,
    start INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (service, start)
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE verdicts (
    id INTEGER PRIMARY KEY,
    service TEXT NOT NULL,
    time INTEGER NOT NULL,
    state TEXT NOT NULL,
    data TEXT NOT NULL
) STRICT
""",
    "CREATE INDEX verdicts_by_service ON verdicts (service, time, state)",
    # apart from the verdicts: they go earlier, and rows that only shrink would leave pages half empty
    """
CREATE TABLE reasons (
    verdict INTEGER PRIMARY KEY REFERENCES verdicts (id) ON DELETE CASCADE,
    data TEXT NOT NULL
) STRICT
""",
    """
CREATE TABLE incidents (
    id TEXT NOT NULL PRIMARY KEY,
    service TEXT NOT NULL,
    since INTEGER NOT NULL,
    until INTEGER,
    data TEXT NOT NULL
) STRICT
""",
    "CREATE INDEX incidents_by_service ON incidents (service, since, until)",
    "CREATE INDEX incidents_by_since ON incidents (since)",
    "CREATE INDEX incidents_by_until ON incidents (until)",
    """
CREATE TABLE said (
    incident TEXT NOT NULL,
    time INTEGER NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (incident, time, data)
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE alerts (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    time INTEGER NOT NULL,
    data TEXT NOT NULL
) STRICT
""",
    "CREATE INDEX alerts_by_time ON alerts (time)",
    "CREATE INDEX alerts_by_kind ON alerts (kind, time)",
    """
CREATE TABLE alert_incidents (
    incident TEXT NOT NULL,
    alert INTEGER NOT NULL REFERENCES alerts (number) ON DELETE CASCADE,
    PRIMARY KEY (incident, alert)
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX alert_incidents_by_alert ON alert_incidents (alert)",
    """
CREATE TABLE lines (
    id INTEGER PRIMARY KEY,
    time INTEGER NOT NULL,
    state TEXT NOT NULL,
    data TEXT NOT NULL
) STRICT
""",
    "CREATE INDEX lines_by_time ON lines (time, state)",
    """
CREATE TABLE trust (
    service TEXT NOT NULL,
    target TEXT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (service, target)
) STRICT, WITHOUT ROWID
""",
)

_VERSION_2: Final = (
    # what is to be told and what was not handed over yet, and the problems that are shown: each row a whole struct
    "CREATE TABLE outbox (key TEXT NOT NULL PRIMARY KEY, data TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE problems (service TEXT NOT NULL PRIMARY KEY, data TEXT NOT NULL) STRICT, WITHOUT ROWID",
    # version 1 knew what was told only: the outages of which the begin was told and the end was not
    """
INSERT INTO outbox (key, data)
WITH told AS (
    SELECT number, kind, time, json_extract(data, '$.thread') AS thread, json_extract(data, '$.services') AS services
    FROM alerts WHERE kind <> 'line'
),
members AS (
    SELECT thread, max(number), time, json_extract(member.value, '$.service') AS service, since, until,
        json_set(
            member.value, '$.until', strftime('%Y-%m-%dT%H:%M:%SZ', until / 1000000, 'unixepoch')
        ) AS data
    FROM told, json_each(told.services) AS member
    JOIN incidents ON incidents.id = json_extract(member.value, '$.incident')
    WHERE until IS NULL OR until > (SELECT max(time) FROM verdicts) - 600000000
    GROUP BY thread, json_extract(member.value, '$.service')
),
outages AS (
    SELECT thread, max(time) / 1000000.0 AS changed_s, min(since) / 1000000.0 AS began_s, sum(until IS NULL) AS failing,
        json_group_object(service, json(data)) AS members,
        (SELECT kind FROM told WHERE told.thread = members.thread ORDER BY number DESC LIMIT 1) AS kind
    FROM members GROUP BY thread
)
SELECT 'group ' || thread, json_object(
    'type', 'group', 'id', thread, 'owner', '', 'began_s', began_s, 'members', json(members), 'notified', kind,
    'changed_s', changed_s, 'recovery_due_s', CASE WHEN failing = 0 THEN changed_s END,
    'unstable', json(CASE WHEN kind = 'unstable' THEN 'true' ELSE 'false' END)
)
FROM outages WHERE kind <> 'recovered'
""",
    """
INSERT INTO outbox (key, data)
SELECT 'line', json_object(
    'type', 'line', 'notified', json_extract(data, '$.line'),
    'since_s', ifnull(strftime('%s', json_extract(data, '$.line_since')), time / 1000000) + 0.0
)
FROM (SELECT data, max(number), time FROM alerts WHERE kind = 'line')
WHERE json_extract(data, '$.line') <> 'online'
""",
    """
INSERT INTO problems (service, data)
SELECT incidents.service, json_object('service', incidents.service, 'components', json_group_array(json(
    json_object('component', component.value, 'state', state, 'targets', json((
        SELECT json_group_array(json(json_object('target', target, 'first_bad_s', since / 1000000.0)))
        FROM targets
        WHERE targets.service = incidents.service AND component = component.value AND source = 'probe'
    )))
)))
FROM incidents
JOIN verdicts ON verdicts.id = (SELECT max(id) FROM verdicts AS newest WHERE newest.service = incidents.service)
JOIN json_each(verdicts.data, '$.components') AS component
WHERE incidents.until IS NULL AND state IN ('possible', 'outage')
AND NOT ifnull(json_extract(verdicts.data, '$.official'), 0)
GROUP BY incidents.service
""",
    # nobody asks for these any more
    "DROP TABLE latest",
    "DROP INDEX alerts_by_kind",
)

_VERSION_3: Final = (
    # `name` is a fingerprint that only this installation can make; what a network is called is not kept
    "CREATE TABLE networks (name TEXT NOT NULL PRIMARY KEY, seen INTEGER NOT NULL, data TEXT NOT NULL) STRICT",
)

_VERSION_4: Final = (
    # apart from the incidents, whose rows the engine writes anew: a note is the user's, and comes from other processes
    "CREATE TABLE notes (incident TEXT NOT NULL PRIMARY KEY, time INTEGER NOT NULL, note TEXT NOT NULL) STRICT",
)

MIGRATIONS: Final[tuple[tuple[str, ...], ...]] = (_VERSION_1, _VERSION_2, _VERSION_3, _VERSION_4)
VERSION: Final = len(MIGRATIONS)
