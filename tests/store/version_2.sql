-- A store as version 2 of the schema left it, with made-up content. It is never edited: it shows that what was
-- kept then is still there after every later step.
PRAGMA application_id = 1131769923;
PRAGMA user_version = 2;
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'cups_course','s0001_the_main_job','2026-11-23 21:48:26.510846+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'cups_course','s0002_pages_and_corrections','2026-11-24 04:34:15.273937+00:00');
CREATE TABLE answer (
            id TEXT PRIMARY KEY CHECK (length(id) = 36), discussion_id TEXT NOT NULL REFERENCES discussion(id), question_id TEXT, 
    made_at TEXT NOT NULL CHECK (made_at GLOB '????-??-??T??:??:??Z'),
    device_id TEXT NOT NULL REFERENCES device(id),
            FOREIGN KEY (question_id, discussion_id) REFERENCES question (id, discussion_id)) STRICT;
INSERT INTO "answer" VALUES('01a20a61-be0e-7d52-9e2c-b48a5070f378','01a20a61-ba22-7aef-b036-774ee030a329','01a20a61-ba22-7bdc-8ffe-f4d420f0b39d','2026-11-23T21:48:27Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "answer" VALUES('01a20a61-be20-7d5a-83a5-ac96ebecb51d','01a20a61-ba22-7aef-b036-774ee030a329','01a20a61-ba22-7ca4-b77d-64dbd5f53d10','2026-11-23T21:48:27Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "answer" VALUES('01a20a61-be21-71c6-af35-240c77f8fe49','01a20a61-ba22-7aef-b036-774ee030a329','01a20a61-ba22-7d4a-a7be-7ce9e68f9aab','2026-11-23T21:48:27Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "answer" VALUES('01a20a61-c2c0-787a-9cc5-16501cac2a69','01a20a61-ba21-7f61-b366-bf8570d96ec5','01a20a61-ba22-7367-9b06-00139ec65297','2026-11-23T21:48:28Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "answer" VALUES('01a20a61-c764-796e-8d57-6e0218c2ff06','01a20a61-ba22-7eac-8014-5a398c2f7eb3',NULL,'2026-11-23T21:48:29Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "answer" VALUES('01a20a61-d769-7575-8a97-59ebec19dbe1','01a20a61-d683-7f01-b336-9163909a9555','01a20a61-d684-7715-be38-622d05419d03','2026-11-23T21:48:34Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "answer" VALUES('01a20bd5-4322-7004-bf06-d7f398e136c5','01a20bd5-431a-708f-9f6e-121177fea634','01a20bd5-431a-7c88-bd61-aba3e1d82723','2026-11-24T04:34:15Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
CREATE TABLE course (
            id TEXT PRIMARY KEY CHECK (length(id) = 36), program_id TEXT NOT NULL REFERENCES program(id),
            number INTEGER NOT NULL CHECK (number >= 0), title TEXT NOT NULL, source TEXT NOT NULL CHECK (source IN ('outline', 'import', 'person')), 
    made_at TEXT NOT NULL CHECK (made_at GLOB '????-??-??T??:??:??Z'),
    device_id TEXT NOT NULL REFERENCES device(id),
            UNIQUE (program_id, number)) STRICT;
INSERT INTO "course" VALUES('01a20a61-ba21-705c-84b6-529d2756d8f0','01a20a61-ba20-786d-af52-9a2cc97ba3b0',1,'Becoming a Kind Leader','outline','2026-11-23T21:48:26Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "course" VALUES('01a20a61-d473-715e-bdeb-ac69c5f23c9e','01a20a61-ba20-786d-af52-9a2cc97ba3b0',2,'Other Things','import','2026-11-23T21:48:33Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "course" VALUES('01a20a61-d683-7388-bcb7-5e212a8fc0b0','01a20a61-ba20-786d-af52-9a2cc97ba3b0',5,'Other Things','import','2026-11-23T21:48:33Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
CREATE TABLE device (id TEXT PRIMARY KEY CHECK (length(id) = 36), name TEXT NOT NULL) STRICT;
INSERT INTO "device" VALUES('01a20a61-ba0f-7388-9c07-ccd759edc9d9','a laptop');
CREATE TABLE discussion (
            id TEXT PRIMARY KEY CHECK (length(id) = 36), course_id TEXT NOT NULL REFERENCES course(id),
            number INTEGER NOT NULL CHECK (number >= 0), title TEXT NOT NULL,
            known INTEGER NOT NULL CHECK (known IN (0, 1)),
            peer_replies_wanted INTEGER CHECK (peer_replies_wanted >= 0),
            source TEXT NOT NULL CHECK (source IN ('outline', 'import', 'person')), removed_at TEXT, 
    made_at TEXT NOT NULL CHECK (made_at GLOB '????-??-??T??:??:??Z'),
    device_id TEXT NOT NULL REFERENCES device(id), peer_replies_said INTEGER CHECK (peer_replies_said >= 0)) STRICT;
INSERT INTO "discussion" VALUES('01a20a61-ba21-7f61-b366-bf8570d96ec5','01a20a61-ba21-705c-84b6-529d2756d8f0',1,'Welcome Aboard',1,0,'outline',NULL,'2026-11-23T21:48:26Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9',NULL);
INSERT INTO "discussion" VALUES('01a20a61-ba22-7aef-b036-774ee030a329','01a20a61-ba21-705c-84b6-529d2756d8f0',2,'Steady Beats Fast',1,3,'outline',NULL,'2026-11-23T21:48:26Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9',4);
INSERT INTO "discussion" VALUES('01a20a61-ba22-7eac-8014-5a398c2f7eb3','01a20a61-ba21-705c-84b6-529d2756d8f0',3,'Asking for Help',1,2,'outline',NULL,'2026-11-23T21:48:26Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9',NULL);
INSERT INTO "discussion" VALUES('01a20a61-ba23-72bd-b41e-0a3274c033ee','01a20a61-ba21-705c-84b6-529d2756d8f0',4,'Rest Is Part of the Work',0,NULL,'outline',NULL,'2026-11-23T21:48:26Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9',NULL);
INSERT INTO "discussion" VALUES('01a20a61-d473-7ab5-b4d3-5f0b5325b991','01a20a61-d473-715e-bdeb-ac69c5f23c9e',1,'Kites',1,0,'import','2026-11-23T21:48:33Z','2026-11-23T21:48:33Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9',NULL);
INSERT INTO "discussion" VALUES('01a20a61-d683-7f01-b336-9163909a9555','01a20a61-d683-7388-bcb7-5e212a8fc0b0',1,'Paper boats',1,0,'import',NULL,'2026-11-23T21:48:33Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9',NULL);
INSERT INTO "discussion" VALUES('01a20bd5-431a-708f-9f6e-121177fea634','01a20a61-ba21-705c-84b6-529d2756d8f0',6,'The Art of Rest',1,1,'import',NULL,'2026-11-24T04:34:15Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9',NULL);
CREATE TABLE forum_name (
            id TEXT PRIMARY KEY CHECK (length(id) = 36), name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE, position INTEGER NOT NULL, 
    made_at TEXT NOT NULL CHECK (made_at GLOB '????-??-??T??:??:??Z'),
    device_id TEXT NOT NULL REFERENCES device(id)) STRICT;
INSERT INTO "forum_name" VALUES('01a20a61-be30-7061-b7bd-c7df50ec98cd','PlumTree7','plumtree7',-3,'2026-11-23T21:48:27Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "forum_name" VALUES('01a20a61-ced4-7aaa-b0d4-db741d1b21a6','PlumTree','plumtree',-2,'2026-11-23T21:48:31Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
CREATE TABLE note (
            id TEXT PRIMARY KEY CHECK (length(id) = 36), program_id TEXT REFERENCES program(id), course_id TEXT REFERENCES course(id),
            discussion_id TEXT REFERENCES discussion(id), question_id TEXT REFERENCES question(id),
            task_id TEXT REFERENCES task(id), peer_reply_id TEXT REFERENCES peer_reply(id),
            text TEXT NOT NULL, 
    made_at TEXT NOT NULL CHECK (made_at GLOB '????-??-??T??:??:??Z'),
    device_id TEXT NOT NULL REFERENCES device(id),
            CHECK ((program_id IS NOT NULL) + (course_id IS NOT NULL) + (discussion_id IS NOT NULL) + (question_id IS NOT NULL) + (task_id IS NOT NULL) + (peer_reply_id IS NOT NULL) = 1)
            ) STRICT;
INSERT INTO "note" VALUES('01a20a61-d1d0-7ac0-8b28-4e9dd379d367',NULL,NULL,'01a20a61-ba22-7aef-b036-774ee030a329',NULL,NULL,NULL,'Ask Fern about the stairs.','2026-11-23T21:48:32Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "note" VALUES('01a20a61-d299-7518-8c03-18b0c31c4ee6',NULL,NULL,NULL,'01a20a61-ba22-7bdc-8ffe-f4d420f0b39d',NULL,NULL,'Maybe shorter.','2026-11-23T21:48:32Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "note" VALUES('01a20a61-d362-74dc-bd62-5883826f1210',NULL,'01a20a61-ba21-705c-84b6-529d2756d8f0',NULL,NULL,NULL,NULL,'The harbour course.','2026-11-23T21:48:32Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "note" VALUES('01a20bd5-4322-7ae6-83db-c89b38ad2aca',NULL,NULL,'01a20bd5-431a-708f-9f6e-121177fea634',NULL,NULL,NULL,'Ask fernway which pond.','2026-11-24T04:34:15Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "note" VALUES('01a20bd5-4334-7679-926c-8d799ffbfcb3',NULL,NULL,NULL,'01a20bd5-431a-7c88-bd61-aba3e1d82723',NULL,NULL,'A word about the flask, too.','2026-11-24T04:34:15Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
CREATE TABLE peer_reply (
            id TEXT PRIMARY KEY CHECK (length(id) = 36), discussion_id TEXT NOT NULL REFERENCES discussion(id), peer TEXT,
            post_id TEXT UNIQUE REFERENCES post(id), removed_at TEXT, 
    made_at TEXT NOT NULL CHECK (made_at GLOB '????-??-??T??:??:??Z'),
    device_id TEXT NOT NULL REFERENCES device(id)) STRICT;
INSERT INTO "peer_reply" VALUES('01a20a61-be21-75f2-be63-d43ed2c4fedb','01a20a61-ba22-7aef-b036-774ee030a329','oakleaf','01a20a61-be0e-7855-ab2a-5fa189ffde44',NULL,'2026-11-23T21:48:27Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "peer_reply" VALUES('01a20a61-c901-7a17-b889-7497edb9e1ff','01a20a61-ba22-7aef-b036-774ee030a329','heron',NULL,NULL,'2026-11-23T21:48:30Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "peer_reply" VALUES('01a20a61-ca76-70f6-8e4c-d4cfa19226e8','01a20a61-ba22-7aef-b036-774ee030a329','kettle',NULL,NULL,'2026-11-23T21:48:30Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "peer_reply" VALUES('01a20a61-cc0b-7dad-8105-bd12db92a4c3','01a20a61-ba22-7aef-b036-774ee030a329','fern',NULL,'2026-11-23T21:48:31Z','2026-11-23T21:48:31Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "peer_reply" VALUES('01a20bd5-431c-7681-8072-3ae8725f8613','01a20bd5-431a-708f-9f6e-121177fea634','fernway','01a20bd5-431c-7096-b893-6e00ab8d409e',NULL,'2026-11-24T04:34:15Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
CREATE TABLE post (
            id TEXT PRIMARY KEY CHECK (length(id) = 36), thread_id TEXT NOT NULL REFERENCES thread(id), position INTEGER NOT NULL, author TEXT,
            date TEXT CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), kind TEXT NOT NULL CHECK (kind IN ('answer', 'reply')),
            parent_id TEXT REFERENCES post(id), text TEXT NOT NULL, how TEXT NOT NULL CHECK (json_valid(how)), 
    made_at TEXT NOT NULL CHECK (made_at GLOB '????-??-??T??:??:??Z'),
    device_id TEXT NOT NULL REFERENCES device(id), forum_id TEXT, answers_to TEXT, page INTEGER, saved_at TEXT,
            CHECK (kind = 'reply' OR parent_id IS NULL)) STRICT;
INSERT INTO "post" VALUES('01a20a61-be0e-759f-850e-4903e1407826','01a20a61-be0d-78a9-891a-dde5160cbe2f',0,'oakleaf','2025-03-04','answer',NULL,'What does steady service mean to you?
A lamp that somebody lights every evening.

When have you seen somebody at Harbour Lights do it well?
Fern sweeps the stairs on Sundays.

How can you keep a pace you''ll enjoy a year from now?
With naps.','{"date": "stated", "kind": "from text", "parent": "stands on its own", "date_raw": "March 4th, 2025"}','2026-11-23T21:48:27Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9',NULL,NULL,NULL,NULL);
INSERT INTO "post" VALUES('01a20a61-be0e-7855-ab2a-5fa189ffde44','01a20a61-be0d-78a9-891a-dde5160cbe2f',1,'PlumTree7','2025-03-05','reply','01a20a61-be0e-759f-850e-4903e1407826','@oakleaf Thank you, I could see the lamp.','{"date": "stated", "kind": "from text", "parent": "from the name", "date_raw": "March 5th, 2025"}','2026-11-23T21:48:27Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9',NULL,NULL,NULL,NULL);
INSERT INTO "post" VALUES('01a20a61-be0e-7947-b34c-5656d7b4dd5f','01a20a61-be0d-78a9-891a-dde5160cbe2f',2,'fern','2025-03-06','reply','01a20a61-be0e-759f-850e-4903e1407826','I keep one evening free.','{"date": "stated", "kind": "from text", "parent": "from its place", "date_raw": "March 6th, 2025"}','2026-11-23T21:48:27Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9',NULL,NULL,NULL,NULL);
INSERT INTO "post" VALUES('01a20a61-be0e-7a06-b77b-09891af540e2','01a20a61-be0d-78a9-891a-dde5160cbe2f',3,'PlumTree7','2025-03-09','answer',NULL,'1) It is to be there again.

2) The one who waters the roses.

3) I leave a little bit undone.','{"date": "stated", "kind": "from text", "parent": "stands on its own", "date_raw": "March 9th, 2025"}','2026-11-23T21:48:27Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9',NULL,NULL,NULL,NULL);
INSERT INTO "post" VALUES('01a20a61-d474-77c5-89fa-58749512f8fe','01a20a61-d474-73e2-bafe-ade2d6a4e21b',0,'wren','2025-05-04','answer',NULL,'What flies?
A kite of paper.','{"date": "stated", "kind": "from text", "parent": "stands on its own", "date_raw": "May 4th, 2025"}','2026-11-23T21:48:33Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9',NULL,NULL,NULL,NULL);
INSERT INTO "post" VALUES('01a20a61-d685-70f7-82c9-226cc9c852ca','01a20a61-d684-7b77-bb4e-95e4966d899e',0,'wren','2025-05-04','answer',NULL,'What flies?
A kite of paper.','{"date": "stated", "kind": "from text", "parent": "stands on its own", "date_raw": "May 4th, 2025"}','2026-11-23T21:48:33Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9',NULL,NULL,NULL,NULL);
INSERT INTO "post" VALUES('01a20bd5-431b-7d07-9747-14dc7b526ba5','01a20bd5-431b-7185-a9a4-ccf233970231',0,'fernway','2020-10-01','answer',NULL,'On the bench by the pond, with a flask of tea.','{"date": "stated"}','2026-11-24T04:34:15Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9','71',NULL,1,'2026-02-01T10:00:00');
INSERT INTO "post" VALUES('01a20bd5-431c-7096-b893-6e00ab8d409e','01a20bd5-431b-7185-a9a4-ccf233970231',1,'PlumTree7','2020-10-01','reply','01a20bd5-431b-7d07-9747-14dc7b526ba5','That bench sounds like a good friend.','{"date": "stated"}','2026-11-24T04:34:15Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9','72',NULL,1,'2026-02-01T10:00:00');
CREATE TABLE posting (
            id TEXT PRIMARY KEY CHECK (length(id) = 36), version_id TEXT NOT NULL REFERENCES version(id), posted_on TEXT CHECK (posted_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), address TEXT,
            post_id TEXT REFERENCES post(id), withdrawn_at TEXT, 
    made_at TEXT NOT NULL CHECK (made_at GLOB '????-??-??T??:??:??Z'),
    device_id TEXT NOT NULL REFERENCES device(id)) STRICT;
INSERT INTO "posting" VALUES('01a20a61-be20-7a4e-9ed1-7edb2492332e','01a20a61-be20-7381-b966-4d9e0fb1c027','2025-03-09',NULL,'01a20a61-be0e-7a06-b77b-09891af540e2',NULL,'2026-11-23T21:48:27Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "posting" VALUES('01a20a61-be21-70d4-adbb-84aea0c33651','01a20a61-be20-7fa6-acb1-f7dfcbf90647','2025-03-09',NULL,'01a20a61-be0e-7a06-b77b-09891af540e2',NULL,'2026-11-23T21:48:27Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "posting" VALUES('01a20a61-be21-7382-9f87-b47429a3f862','01a20a61-be21-72e8-9a00-8f6921a45dc6','2025-03-09',NULL,'01a20a61-be0e-7a06-b77b-09891af540e2',NULL,'2026-11-23T21:48:27Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "posting" VALUES('01a20a61-be21-7aba-b768-123ed059a63e','01a20a61-be21-7947-9ea2-14e701501cb4','2025-03-05',NULL,'01a20a61-be0e-7855-ab2a-5fa189ffde44',NULL,'2026-11-23T21:48:27Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "posting" VALUES('01a20a61-c0ab-7260-9a64-371379c4e4c4','01a20a61-c0aa-7b81-aba6-3d13e4853145','2025-03-09',NULL,'01a20a61-be0e-7a06-b77b-09891af540e2',NULL,'2026-11-23T21:48:28Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "posting" VALUES('01a20a61-c433-72e2-8978-07248957541e','01a20a61-c2ca-7342-a7c9-4bc8a28f8b48','2025-03-02','https://forum.example/post/7',NULL,'2026-11-23T21:48:29Z','2026-11-23T21:48:29Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "posting" VALUES('01a20a61-c907-7841-95b2-363e80018d4a','01a20a61-c907-716f-a6c0-3573de37ca63','2026-11-23',NULL,NULL,NULL,'2026-11-23T21:48:30Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "posting" VALUES('01a20a61-cc11-7d30-a7ff-de1ef2444f7d','01a20a61-cc11-75fb-8349-f69a169fc2a4','2026-11-23',NULL,NULL,NULL,'2026-11-23T21:48:31Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "posting" VALUES('01a20bd5-431d-7086-845e-6cae296f5878','01a20bd5-431c-7cae-b338-dc9b4b978eb2','2020-10-01',NULL,'01a20bd5-431c-7096-b893-6e00ab8d409e',NULL,'2026-11-24T04:34:15Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
CREATE TABLE program (
            id TEXT PRIMARY KEY CHECK (length(id) = 36), key TEXT NOT NULL UNIQUE, title TEXT NOT NULL,
            in_use INTEGER NOT NULL DEFAULT 0 CHECK (in_use IN (0, 1)), 
    made_at TEXT NOT NULL CHECK (made_at GLOB '????-??-??T??:??:??Z'),
    device_id TEXT NOT NULL REFERENCES device(id)) STRICT;
INSERT INTO "program" VALUES('01a20a61-ba20-786d-af52-9a2cc97ba3b0','kind-leaders','Kind Leaders Program',1,'2026-11-23T21:48:26Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
CREATE TABLE question (
            id TEXT PRIMARY KEY CHECK (length(id) = 36), discussion_id TEXT NOT NULL REFERENCES discussion(id),
            number INTEGER NOT NULL CHECK (number > 0), text TEXT NOT NULL,
            placeholder INTEGER NOT NULL DEFAULT 0 CHECK (placeholder IN (0, 1)),
            source TEXT NOT NULL CHECK (source IN ('outline', 'import', 'person')), dropped_at TEXT, 
    made_at TEXT NOT NULL CHECK (made_at GLOB '????-??-??T??:??:??Z'),
    device_id TEXT NOT NULL REFERENCES device(id),
            UNIQUE (discussion_id, number), UNIQUE (id, discussion_id)) STRICT;
INSERT INTO "question" VALUES('01a20a61-ba22-7367-9b06-00139ec65297','01a20a61-ba21-7f61-b366-bf8570d96ec5',1,'What brought you to Harbour Lights, and what would you like to carry home from this course?',0,'outline',NULL,'2026-11-23T21:48:26Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "question" VALUES('01a20a61-ba22-7bdc-8ffe-f4d420f0b39d','01a20a61-ba22-7aef-b036-774ee030a329',1,'What does steady service mean to you now?',0,'person',NULL,'2026-11-23T21:48:26Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "question" VALUES('01a20a61-ba22-7ca4-b77d-64dbd5f53d10','01a20a61-ba22-7aef-b036-774ee030a329',2,'When have you seen somebody at Harbour Lights do it well?',0,'outline',NULL,'2026-11-23T21:48:26Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "question" VALUES('01a20a61-ba22-7d4a-a7be-7ce9e68f9aab','01a20a61-ba22-7aef-b036-774ee030a329',3,'How can you keep a pace you''ll enjoy a year from now?',0,'outline',NULL,'2026-11-23T21:48:26Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "question" VALUES('01a20a61-ba22-7f7e-a9f2-e8cdea3f6e8c','01a20a61-ba22-7eac-8014-5a398c2f7eb3',1,'What makes it hard for you to ask for help, and what makes it easier?',0,'outline',NULL,'2026-11-23T21:48:26Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "question" VALUES('01a20a61-ba23-7012-829b-25c957913732','01a20a61-ba22-7eac-8014-5a398c2f7eb3',2,'Describe a time when somebody''s help turned your day around, and tell us what they did.',0,'outline',NULL,'2026-11-23T21:48:26Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "question" VALUES('01a20a61-d474-7092-b457-c660d451fca3','01a20a61-d473-7ab5-b4d3-5f0b5325b991',1,'What flies?',0,'import',NULL,'2026-11-23T21:48:33Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "question" VALUES('01a20a61-d474-7283-885e-a679e0edc0ef','01a20a61-d473-7ab5-b4d3-5f0b5325b991',2,'What does the wind want from a kite?',0,'import',NULL,'2026-11-23T21:48:33Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "question" VALUES('01a20a61-d684-7715-be38-622d05419d03','01a20a61-d683-7f01-b336-9163909a9555',1,'What floats?',0,'import','2026-11-23T21:48:34Z','2026-11-23T21:48:33Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "question" VALUES('01a20a61-d684-79bf-bfb2-9f82a813faf4','01a20a61-d683-7f01-b336-9163909a9555',2,'What does the wind want from a kite?',0,'import',NULL,'2026-11-23T21:48:33Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "question" VALUES('01a20bd5-431a-7c88-bd61-aba3e1d82723','01a20bd5-431a-708f-9f6e-121177fea634',1,'Where do you rest?',0,'import',NULL,'2026-11-24T04:34:15Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "question" VALUES('01a20bd5-431a-7fb7-9ad5-7b95f8216f94','01a20bd5-431a-708f-9f6e-121177fea634',2,'With whom do you rest?',0,'person',NULL,'2026-11-24T04:34:15Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "question" VALUES('01a20bd5-4331-7768-853d-ad54c4e0219d','01a20bd5-431a-708f-9f6e-121177fea634',3,'Who rests with you?',0,'person',NULL,'2026-11-24T04:34:15Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
CREATE TABLE same_person (
            id TEXT PRIMARY KEY CHECK (length(id) = 36), folded TEXT NOT NULL UNIQUE, name TEXT NOT NULL, 
    made_at TEXT NOT NULL CHECK (made_at GLOB '????-??-??T??:??:??Z'),
    device_id TEXT NOT NULL REFERENCES device(id)) STRICT;
INSERT INTO "same_person" VALUES('01a20a61-cda4-7426-acec-419ec3d6ac63','heron','heron_at_dawn','2026-11-23T21:48:31Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
INSERT INTO "setting" VALUES('this_device','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
CREATE TABLE task (
            id TEXT PRIMARY KEY CHECK (length(id) = 36), program_id TEXT REFERENCES program(id), course_id TEXT REFERENCES course(id),
            discussion_id TEXT REFERENCES discussion(id),
            kind TEXT NOT NULL CHECK (kind IN
                ('watch', 'read', 'quiz', 'exam', 'oath', 'form', 'practicum', 'elective', 'other')),
            number INTEGER NOT NULL CHECK (number > 0), text TEXT NOT NULL,
            optional INTEGER NOT NULL CHECK (optional IN (0, 1)), minimum TEXT,
            source TEXT NOT NULL CHECK (source IN ('outline', 'import', 'person')), removed_at TEXT, 
    made_at TEXT NOT NULL CHECK (made_at GLOB '????-??-??T??:??:??Z'),
    device_id TEXT NOT NULL REFERENCES device(id),
            CHECK ((program_id IS NOT NULL) + (course_id IS NOT NULL) + (discussion_id IS NOT NULL) = 1)) STRICT;
INSERT INTO "task" VALUES('01a20a61-ba22-76c1-8374-7ea462fde8f9',NULL,NULL,'01a20a61-ba21-7f61-b366-bf8570d96ec5','read',1,'Our house rules, which fit on one page',1,NULL,'outline',NULL,'2026-11-23T21:48:26Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "task" VALUES('01a20a61-ba23-70d3-9883-cbc0e6ad916c',NULL,NULL,'01a20a61-ba22-7eac-8014-5a398c2f7eb3','watch',1,'The video "Throw Me a Line" (seven minutes, with captions)',0,NULL,'outline',NULL,'2026-11-23T21:48:26Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "task" VALUES('01a20a61-ba23-71d1-8dad-99f853207042',NULL,NULL,'01a20a61-ba22-7eac-8014-5a398c2f7eb3','quiz',1,'The short quiz about the video, retakes allowed',0,'8/10','outline',NULL,'2026-11-23T21:48:26Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "task" VALUES('01a20a61-ba23-749a-a24f-328678b22f9e',NULL,'01a20a61-ba21-705c-84b6-529d2756d8f0',NULL,'quiz',1,'The quiz at the end of Course 1',0,NULL,'outline',NULL,'2026-11-23T21:48:26Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "task" VALUES('01a20a61-ba23-7743-b70e-1724598db07d',NULL,'01a20a61-ba21-705c-84b6-529d2756d8f0',NULL,'form',1,'Course 1 evaluation form',0,NULL,'outline',NULL,'2026-11-23T21:48:26Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "task" VALUES('01a20a61-d473-76a2-8bc5-09cacccf8e2b',NULL,'01a20a61-d473-715e-bdeb-ac69c5f23c9e',NULL,'form',1,'',0,NULL,'import',NULL,'2026-11-23T21:48:33Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "task" VALUES('01a20a61-d683-7a2f-bae8-24c841304a0a',NULL,'01a20a61-d683-7388-bcb7-5e212a8fc0b0',NULL,'form',1,'',0,NULL,'import',NULL,'2026-11-23T21:48:33Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
CREATE TABLE thread (
            id TEXT PRIMARY KEY CHECK (length(id) = 36), discussion_id TEXT NOT NULL REFERENCES discussion(id), forum_id TEXT UNIQUE, address TEXT,
            title TEXT, author TEXT, posted_on TEXT CHECK (posted_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), body TEXT NOT NULL,
            -- the ids of its questions in the order in which the post asks them
            asked TEXT NOT NULL CHECK (json_valid(asked)), 
    made_at TEXT NOT NULL CHECK (made_at GLOB '????-??-??T??:??:??Z'),
    device_id TEXT NOT NULL REFERENCES device(id), opening_id TEXT, saved_at TEXT, pages INTEGER, pages_given TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(pages_given))) STRICT;
INSERT INTO "thread" VALUES('01a20a61-be0d-78a9-891a-dde5160cbe2f','01a20a61-ba22-7aef-b036-774ee030a329',NULL,NULL,'Course 1: Becoming a Kind Leader - (Discussion #2) Steady Beats Fast','HarbourAnna','2025-03-03','Welcome to the second week. Read the three questions with a cup of tea.

Questions: What does steady service mean to you? When have you seen somebody at Harbour Lights do it well?
How can you keep a pace you''ll enjoy a year from now?

Activity: Please reply to 3 of your peers in this thread.

This post is brought to you by the Kind Leaders crew.','["01a20a61-ba22-7bdc-8ffe-f4d420f0b39d", "01a20a61-ba22-7ca4-b77d-64dbd5f53d10", "01a20a61-ba22-7d4a-a7be-7ce9e68f9aab"]','2026-11-23T21:48:27Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9',NULL,NULL,NULL,'[]');
INSERT INTO "thread" VALUES('01a20a61-d474-73e2-bafe-ade2d6a4e21b','01a20a61-d473-7ab5-b4d3-5f0b5325b991',NULL,NULL,'Course 2: Other Things - (Discussion #1) Kites','HarbourAnna','2025-05-03','Questions: What flies? What does the wind want from a kite?

This post is brought to you by the crew.','["01a20a61-d474-7092-b457-c660d451fca3", "01a20a61-d474-7283-885e-a679e0edc0ef"]','2026-11-23T21:48:33Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9',NULL,NULL,NULL,'[]');
INSERT INTO "thread" VALUES('01a20a61-d684-7b77-bb4e-95e4966d899e','01a20a61-d683-7f01-b336-9163909a9555',NULL,NULL,'Course 2: Other Things - (Discussion #1) Paper boats','HarbourAnna','2025-05-03','Questions: What does the wind want from a kite?

This post is brought to you by the crew.','["01a20a61-d684-79bf-bfb2-9f82a813faf4"]','2026-11-23T21:48:33Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9',NULL,NULL,NULL,'[]');
INSERT INTO "thread" VALUES('01a20bd5-431b-7185-a9a4-ccf233970231','01a20bd5-431a-708f-9f6e-121177fea634','forum.example/900','https://forum.example/t/900','Course 1 Discussion 6: The Art of Rest','leader','2020-08-06','The post.','["01a20bd5-431a-7c88-bd61-aba3e1d82723", "01a20bd5-431a-7fb7-9ad5-7b95f8216f94", "01a20bd5-4331-7768-853d-ad54c4e0219d"]','2026-11-24T04:34:15Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9','70','2026-02-01T10:00:00',2,'[1]');
CREATE TABLE tick (
            id TEXT PRIMARY KEY CHECK (length(id) = 36), task_id TEXT NOT NULL REFERENCES task(id),
            -- a try that missed the minimum neither ticks nor takes back
            outcome TEXT NOT NULL CHECK (outcome IN ('done', 'tried', 'taken back')),
            on_day TEXT CHECK (on_day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), score TEXT, 
    made_at TEXT NOT NULL CHECK (made_at GLOB '????-??-??T??:??:??Z'),
    device_id TEXT NOT NULL REFERENCES device(id)) STRICT;
INSERT INTO "tick" VALUES('01a20a61-cf9d-73c8-8a87-f465cf679d8e','01a20a61-ba23-71d1-8dad-99f853207042','tried','2026-11-23','7/10','2026-11-23T21:48:32Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "tick" VALUES('01a20a61-d051-76bb-b3eb-d01b4a50afdd','01a20a61-ba23-71d1-8dad-99f853207042','done','2026-11-23','9/10','2026-11-23T21:48:32Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "tick" VALUES('01a20a61-d103-79af-8e7b-b788349c644f','01a20a61-ba23-71d1-8dad-99f853207042','taken back',NULL,NULL,'2026-11-23T21:48:32Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
CREATE TABLE version (
            id TEXT PRIMARY KEY CHECK (length(id) = 36), answer_id TEXT REFERENCES answer(id), peer_reply_id TEXT REFERENCES peer_reply(id),
            text TEXT NOT NULL, digest TEXT NOT NULL CHECK (length(digest) = 64),
            source TEXT NOT NULL CHECK (source IN ('editor', 'text', 'import', 'restore', 'merge')),
            post_id TEXT REFERENCES post(id), disowned_at TEXT,
            at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??Z'), 
    made_at TEXT NOT NULL CHECK (made_at GLOB '????-??-??T??:??:??Z'),
    device_id TEXT NOT NULL REFERENCES device(id),
            CHECK ((answer_id IS NOT NULL) + (peer_reply_id IS NOT NULL) = 1)) STRICT;
INSERT INTO "version" VALUES('01a20a61-be20-7381-b966-4d9e0fb1c027','01a20a61-be0e-7d52-9e2c-b48a5070f378',NULL,'It is to be there again.','c05a062d166feb57a4f1e82b9bfae8a0d9ea65ac5e004cd0a3ca147b9e0df751','import','01a20a61-be0e-7a06-b77b-09891af540e2',NULL,'2025-03-09T23:59:59Z','2026-11-23T21:48:27Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "version" VALUES('01a20a61-be20-7fa6-acb1-f7dfcbf90647','01a20a61-be20-7d5a-83a5-ac96ebecb51d',NULL,'The one who waters the roses.','027a1b6e883c25ae92b9b6cdd3ddd650612f328b0c694052901b9957ddcfb336','import','01a20a61-be0e-7a06-b77b-09891af540e2',NULL,'2025-03-09T23:59:59Z','2026-11-23T21:48:27Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "version" VALUES('01a20a61-be21-72e8-9a00-8f6921a45dc6','01a20a61-be21-71c6-af35-240c77f8fe49',NULL,'I leave a little undone.','ed4a2792c678ff8b025409a6ec64a15d72e88408a34875affbb7d27eb607587c','import','01a20a61-be0e-7a06-b77b-09891af540e2',NULL,'2025-03-09T23:59:59Z','2026-11-23T21:48:27Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "version" VALUES('01a20a61-be21-7947-9ea2-14e701501cb4',NULL,'01a20a61-be21-75f2-be63-d43ed2c4fedb','@oakleaf Thank you, I could see the lamp.','d254d5979e865f82c7e954f476b59b19344a9f6245f3cac7ee63a7ecd1cb8f74','import','01a20a61-be0e-7855-ab2a-5fa189ffde44',NULL,'2025-03-05T23:59:59Z','2026-11-23T21:48:27Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "version" VALUES('01a20a61-c0aa-7b81-aba6-3d13e4853145','01a20a61-be21-71c6-af35-240c77f8fe49',NULL,'I leave a little bit undone.','13db5c538b542094e07c16180f22fedeb32462a76048ab16d7f7642885f5c7bc','import','01a20a61-be0e-7a06-b77b-09891af540e2',NULL,'2025-03-09T23:59:59Z','2026-11-23T21:48:28Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "version" VALUES('01a20a61-c1bb-7513-8400-d8060fd55bd4','01a20a61-be21-71c6-af35-240c77f8fe49',NULL,'I rest before I have to.','86153f4aaba431e4ceb159e817f9abcb91c6733fbb07159c3ec1f53371fad798','text',NULL,NULL,'2026-11-23T21:48:28Z','2026-11-23T21:48:28Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "version" VALUES('01a20a61-c2ca-7342-a7c9-4bc8a28f8b48','01a20a61-c2c0-787a-9cc5-16501cac2a69',NULL,'A friend who sings in the choir.','ff3bbce9848266b4eb6ee82eaedef4a7091afe3d0b2421f1a207258d0cf0848d','text',NULL,NULL,'2026-11-23T21:48:28Z','2026-11-23T21:48:28Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "version" VALUES('01a20a61-c770-7443-b5bb-f51c47ec5b42','01a20a61-c764-796e-8d57-6e0218c2ff06',NULL,'All of it in one piece, to be cut later.','4fe7fd98a174c00e5aa14030736f2dbcced69c4966736442ee8d1c85a7e47b85','text',NULL,NULL,'2026-11-23T21:48:29Z','2026-11-23T21:48:29Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "version" VALUES('01a20a61-c907-716f-a6c0-3573de37ca63',NULL,'01a20a61-c901-7a17-b889-7497edb9e1ff','What a calm way to say it.','3f87241abe08157e85bf245c34da7613a956611f6cd59edf1f3aca7d042b8710','text',NULL,NULL,'2026-11-23T21:48:30Z','2026-11-23T21:48:30Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "version" VALUES('01a20a61-ca7b-7d7d-9d34-28391f380134',NULL,'01a20a61-ca76-70f6-8e4c-d4cfa19226e8','I laughed','92a4b091b58310d9439b2cb354a4f2753c4f5b332763ddc717f199fbc36f277a','text',NULL,NULL,'2026-11-23T21:48:30Z','2026-11-23T21:48:30Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "version" VALUES('01a20a61-cc11-75fb-8349-f69a169fc2a4',NULL,'01a20a61-cc0b-7dad-8105-bd12db92a4c3','Yes!','8aff5108a050bcfab25817bf86c37c2660c09db0c5cbea06cb49565c6644e7d2','text',NULL,NULL,'2026-11-23T21:48:31Z','2026-11-23T21:48:31Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "version" VALUES('01a20a61-d76f-711c-bc15-eb021359ba68','01a20a61-d769-7575-8a97-59ebec19dbe1',NULL,'A boat of paper, "folded" twice

-- and its dry; its fine','9b134a7c4564c81714fd4e966f672998d8923b8b065140ee25a33172b6f2fc4a','text',NULL,NULL,'2026-11-23T21:48:34Z','2026-11-23T21:48:34Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "version" VALUES('01a20bd5-431c-7cae-b338-dc9b4b978eb2',NULL,'01a20bd5-431c-7681-8072-3ae8725f8613','That bench sounds like a good friend.','5cc17f04ffee5d6b8d6a2ba53b8ae4121ce60cd913a5d0b8af26222095659f06','import','01a20bd5-431c-7096-b893-6e00ab8d409e',NULL,'2020-10-01T23:59:59Z','2026-11-24T04:34:15Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "version" VALUES('01a20bd5-4322-77a9-a939-fa9911560841','01a20bd5-4322-7004-bf06-d7f398e136c5',NULL,'In the kitchen, when everybody sleeps.','389af0220801143b6ca7b7cd9a0623f73947f98bc32749c92c4755915d4d4b4a','editor',NULL,NULL,'2026-11-24T04:34:15Z','2026-11-24T04:34:15Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
CREATE TABLE wording (
            id TEXT PRIMARY KEY CHECK (length(id) = 36), discussion_id TEXT NOT NULL REFERENCES discussion(id), text TEXT NOT NULL,
            question_id TEXT NOT NULL, 
    made_at TEXT NOT NULL CHECK (made_at GLOB '????-??-??T??:??:??Z'),
    device_id TEXT NOT NULL REFERENCES device(id), UNIQUE (discussion_id, text, question_id),
            FOREIGN KEY (question_id, discussion_id) REFERENCES question (id, discussion_id)) STRICT;
INSERT INTO "wording" VALUES('01a20bd5-430d-77c3-91e8-ca1234f752a8','01a20a61-ba22-7aef-b036-774ee030a329','What does steady service mean to you?','01a20a61-ba22-7bdc-8ffe-f4d420f0b39d','2026-11-24T04:34:15Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "wording" VALUES('01a20bd5-4331-7cdb-95ae-4177b006199a','01a20bd5-431a-708f-9f6e-121177fea634','With whom?','01a20bd5-431a-7fb7-9ad5-7b95f8216f94','2026-11-24T04:34:15Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "wording" VALUES('01a20bd5-4331-7e16-b22a-bdbd15631b18','01a20bd5-431a-708f-9f6e-121177fea634','With whom?','01a20bd5-4331-7768-853d-ad54c4e0219d','2026-11-24T04:34:15Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE UNIQUE INDEX one_program_in_use ON program (in_use) WHERE in_use = 1;
CREATE UNIQUE INDEX one_discussion_a_number ON discussion (course_id, number) WHERE removed_at IS NULL;
CREATE UNIQUE INDEX task_of_program ON task (program_id, kind, number) WHERE program_id IS NOT NULL;
CREATE UNIQUE INDEX task_of_course ON task (course_id, kind, number) WHERE course_id IS NOT NULL;
CREATE UNIQUE INDEX task_of_discussion ON task (discussion_id, kind, number) WHERE discussion_id IS NOT NULL;
CREATE INDEX thread_of_discussion ON thread (discussion_id);
CREATE INDEX post_of_thread ON post (thread_id, position);
CREATE UNIQUE INDEX one_answer_a_question ON answer (question_id) WHERE question_id IS NOT NULL;
CREATE UNIQUE INDEX one_piece_a_discussion ON answer (discussion_id) WHERE question_id IS NULL;
CREATE INDEX answer_of_discussion ON answer (discussion_id);
CREATE INDEX peer_reply_of_discussion ON peer_reply (discussion_id);
CREATE INDEX version_of_answer ON version (answer_id, at, id);
CREATE INDEX version_of_peer_reply ON version (peer_reply_id, at, id);
CREATE INDEX posting_of_version ON posting (version_id);
CREATE INDEX tick_of_task ON tick (task_id, id);
CREATE VIEW written AS
            SELECT program.key AS program, course.number AS course, discussion.number AS discussion,
                discussion.title, question.number AS question, question.text AS asked, peer_reply.peer AS reply_to,
                version.text AS words, version.at,
                EXISTS (SELECT 1 FROM posting WHERE version_id = version.id AND withdrawn_at IS NULL) AS posted
            FROM version
            LEFT JOIN answer ON answer.id = version.answer_id
            LEFT JOIN peer_reply ON peer_reply.id = version.peer_reply_id
            LEFT JOIN question ON question.id = answer.question_id
            JOIN discussion ON discussion.id = coalesce(answer.discussion_id, peer_reply.discussion_id)
            JOIN course ON course.id = discussion.course_id
            JOIN program ON program.id = course.program_id
            WHERE version.disowned_at IS NULL
            ORDER BY program.key, course.number, discussion.number, question.number, peer_reply.id, version.at,
                version.id;
CREATE UNIQUE INDEX post_of_forum ON post (thread_id, forum_id) WHERE forum_id IS NOT NULL;
COMMIT;
