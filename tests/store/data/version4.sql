PRAGMA application_id = 1330530353;
PRAGMA user_version = 4;
BEGIN TRANSACTION;
CREATE TABLE alert_incidents (
    incident TEXT NOT NULL,
    alert INTEGER NOT NULL REFERENCES alerts (number) ON DELETE CASCADE,
    PRIMARY KEY (incident, alert)
) STRICT, WITHOUT ROWID
;
INSERT INTO "alert_incidents" VALUES('open',1);
INSERT INTO "alert_incidents" VALUES('over',2);
CREATE TABLE alerts (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    time INTEGER NOT NULL,
    data TEXT NOT NULL
) STRICT
;
INSERT INTO "alerts" VALUES(1,'1','outage',1740830476000000,'{"id":"1","kind":"outage","time":"2025-03-01T12:01:16Z","thread":"open","services":[{"service":"whatsapp","name":"WhatsApp","incident":"open","state":"outage"}]}');
INSERT INTO "alerts" VALUES(2,'2','outage',1740823400000000,'{"id":"2","kind":"outage","time":"2025-03-01T10:03:20Z","thread":"over","services":[{"service":"whatsapp","name":"WhatsApp","incident":"over","state":"outage"}]}');
CREATE TABLE days (
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
    PRIMARY KEY (series, start)
) STRICT, WITHOUT ROWID
;
CREATE TABLE hours (
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
    PRIMARY KEY (series, start)
) STRICT, WITHOUT ROWID
;
CREATE TABLE incidents (
    id TEXT NOT NULL PRIMARY KEY,
    service TEXT NOT NULL,
    since INTEGER NOT NULL,
    until INTEGER,
    data TEXT NOT NULL
) STRICT
;
INSERT INTO "incidents" VALUES('open','whatsapp',1740830460000000,NULL,'{"id":"open","service":"whatsapp","since":"2025-03-01T12:01:00Z","until":null,"worst":"outage","scope":"everyone"}');
INSERT INTO "incidents" VALUES('over','tiktok',1740823200000000,1740826700000000,'{"id":"over","service":"tiktok","since":"2025-03-01T10:00:00Z","until":"2025-03-01T10:58:20Z","worst":"outage","scope":"everyone"}');
CREATE TABLE lines (
    id INTEGER PRIMARY KEY,
    time INTEGER NOT NULL,
    state TEXT NOT NULL,
    data TEXT NOT NULL
) STRICT
;
INSERT INTO "lines" VALUES(1,1740830395000000,'online','{"line":{"state":"online","since":"2025-03-01T11:59:55Z","judged":"2025-03-01T11:59:55Z","answering":6,"anchors":6},"time":"2025-03-01T11:59:55Z"}');
CREATE TABLE minutes (
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
    last INTEGER NOT NULL,
    PRIMARY KEY (series, start)
) STRICT, WITHOUT ROWID
;
INSERT INTO "minutes" VALUES(1,29013840,1,0,0,0,0,0,1,1200,1200,1200,0);
INSERT INTO "minutes" VALUES(1,29013841,0,0,2,0,0,0,0,0,NULL,NULL,5000000);
INSERT INTO "minutes" VALUES(2,29013841,0,1,0,0,0,0,1,25005,25005,25005,10000000);
CREATE TABLE networks (name TEXT NOT NULL PRIMARY KEY, seen INTEGER NOT NULL, data TEXT NOT NULL) STRICT;
INSERT INTO "networks" VALUES('4f0c',1740830476000000,'{"name":"4f0c","seen_s":1740830476.0,"noise":{"seen_s":3600.0,"lost_s":60.0},"refused":{"tcp://1.1.1.1:443":1740830470.0}}');
CREATE TABLE notes (incident TEXT NOT NULL PRIMARY KEY, time INTEGER NOT NULL, note TEXT NOT NULL) STRICT;
CREATE TABLE outbox (key TEXT NOT NULL PRIMARY KEY, data TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO "outbox" VALUES('group open','{"type":"group","id":"open","owner":"Meta","began_s":142857142.85714287,"members":{"whatsapp":{"service":"whatsapp","name":"WhatsApp","incident":"open","state":"outage"}},"due_s":1.25}');
INSERT INTO "outbox" VALUES('line','{"type":"line","since_s":1.0,"notified":"lossy"}');
INSERT INTO "outbox" VALUES('message 1','{"type":"message","alert":{"id":"1","kind":"outage","time":"2025-03-01T12:01:16Z","thread":"open","services":[{"service":"whatsapp","name":"WhatsApp","incident":"open","state":"outage"}]},"again_s":2.5}');
CREATE TABLE problems (service TEXT NOT NULL PRIMARY KEY, data TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO "problems" VALUES('whatsapp','{"service":"whatsapp","components":[{"component":"web","state":"outage","evidence":20.5,"targets":[{"target":"https://web.whatsapp.com","first_bad_s":142857142.85714287,"run_since_s":333333333.3333333,"share":0.7}]}]}');
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
;
INSERT INTO "readings" VALUES(1,1740830400000000,0,'ok',NULL,120.0,'',NULL,0,0);
INSERT INTO "readings" VALUES(1,1740830460000000,0,'failed','read_timeout',NULL,'it''s "quoted"; and
broken',NULL,1,5000000);
INSERT INTO "readings" VALUES(2,1740830470000000,0,'slow',NULL,2500.5,'',NULL,0,0);
CREATE TABLE reasons (
    verdict INTEGER PRIMARY KEY REFERENCES verdicts (id) ON DELETE CASCADE,
    data TEXT NOT NULL
) STRICT
;
INSERT INTO "reasons" VALUES(1,'[{"kind":"probes_failed","component":"web","count":3,"total":3,"failure":"read_timeout","since":"2025-03-01T12:01:15Z"}]');
CREATE TABLE said (
    incident TEXT NOT NULL,
    time INTEGER NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (incident, time, data)
) STRICT, WITHOUT ROWID
;
INSERT INTO "said" VALUES('open',1740830480000000,'{"incident":"open","service":"whatsapp","key":"p1","title":"Messages are late","statement":{"time":"2025-03-01T12:01:20Z","stage":"investigating","text":"We are looking into it."},"url":"","publisher":""}');
CREATE TABLE series (
    id INTEGER PRIMARY KEY,
    service TEXT NOT NULL,
    component TEXT NOT NULL,
    source TEXT NOT NULL,
    UNIQUE (service, component, source)
) STRICT
;
INSERT INTO "series" VALUES(1,'whatsapp','web','probe');
INSERT INTO "series" VALUES(2,'tiktok','web','probe');
CREATE TABLE targets (
    id INTEGER PRIMARY KEY,
    service TEXT NOT NULL,
    target TEXT NOT NULL,
    component TEXT NOT NULL,
    source TEXT NOT NULL,
    UNIQUE (service, target, component, source)
) STRICT
;
INSERT INTO "targets" VALUES(1,'whatsapp','https://web.whatsapp.com','web','probe');
INSERT INTO "targets" VALUES(2,'tiktok','https://web.whatsapp.com','web','probe');
CREATE TABLE trust (
    service TEXT NOT NULL,
    target TEXT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (service, target)
) STRICT, WITHOUT ROWID
;
INSERT INTO "trust" VALUES('whatsapp','https://web.whatsapp.com','{"service":"whatsapp","target":"https://web.whatsapp.com","first_ok":"2025-03-01T12:00:00Z","last_ok":"2025-03-01T12:00:00Z","readings":4.0,"failures":2.0,"mean_log_ms":4.7,"var_log_ms":0.1,"samples":2.0}');
CREATE TABLE verdicts (
    id INTEGER PRIMARY KEY,
    service TEXT NOT NULL,
    time INTEGER NOT NULL,
    state TEXT NOT NULL,
    data TEXT NOT NULL
) STRICT
;
INSERT INTO "verdicts" VALUES(1,'whatsapp',1740830475000000,'outage','{"scope":"everyone","components":["web"],"confidence":0.0}');
CREATE TABLE watched (
    service TEXT NOT NULL,
    start INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (service, start)
) STRICT, WITHOUT ROWID
;
INSERT INTO "watched" VALUES('tiktok',1740830470000000,1740830470000000);
INSERT INTO "watched" VALUES('whatsapp',1740830400000000,1740830465000000);
CREATE INDEX verdicts_by_service ON verdicts (service, time, state);
CREATE INDEX incidents_by_service ON incidents (service, since, until);
CREATE INDEX incidents_by_since ON incidents (since);
CREATE INDEX incidents_by_until ON incidents (until);
CREATE INDEX alerts_by_time ON alerts (time);
CREATE INDEX alert_incidents_by_alert ON alert_incidents (alert);
CREATE INDEX lines_by_time ON lines (time, state);
COMMIT;
