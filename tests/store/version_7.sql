-- A store as version 7 of the schema left it, with made-up content. It is never edited: it shows that what was
-- kept then is still there after every later step.
PRAGMA application_id = 1131769923;
PRAGMA user_version = 7;
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'cups_course','s0001_the_main_job','2026-11-23 21:48:26.510846+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'cups_course','s0002_pages_and_corrections','2026-11-24 04:34:15.273937+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'cups_course','s0003_nothing_is_lost','2026-11-25 23:28:09.922636+00:00');
INSERT INTO "_sqlite_migrations" VALUES(4,'cups_course','s0004_the_evaluation_form','2026-11-25 23:30:09.922636+00:00');
INSERT INTO "_sqlite_migrations" VALUES(5,'cups_course','s0005_every_kind_of_task','2026-11-26 00:00:00.000000+00:00');
INSERT INTO "_sqlite_migrations" VALUES(6,'cups_course','s0006_pace','2026-11-27 09:12:41.118204+00:00');
INSERT INTO "_sqlite_migrations" VALUES(7,'cups_course','s0007_outlines_in_full','2026-11-26 01:11:42.883981+00:00');
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
INSERT INTO "answer" VALUES('01a21509-bf90-7b3e-8394-99e033169b32','01a20a61-ba22-7eac-8014-5a398c2f7eb3','01a20a61-ba22-7f7e-a9f2-e8cdea3f6e8c','2026-11-25T23:28:10Z','01a21509-bf90-72f7-a7f3-698363c0a6c9');
CREATE TABLE apart (
            record_id TEXT PRIMARY KEY CHECK (length(record_id) = 36), record_table TEXT NOT NULL,
            standing INTEGER NOT NULL CHECK (standing IN (0, 1)), columns TEXT NOT NULL CHECK (json_valid(columns))
            ) STRICT;
INSERT INTO "apart" VALUES('01a21509-c227-7d3a-8422-878e3801ba3c','answer',0,'{"id": "01a21509-c227-7d3a-8422-878e3801ba3c", "discussion_id": "01a20a61-ba22-7eac-8014-5a398c2f7eb3", "question_id": "01a20a61-ba22-7f7e-a9f2-e8cdea3f6e8c", "made_at": "2026-11-25T23:28:10Z", "device_id": "01a21509-c227-7531-9f7b-efb519a16287"}');
INSERT INTO "apart" VALUES('01a21509-c228-73e3-81c9-bda72863d25a','version',1,'{"answer_id": "01a21509-c227-7d3a-8422-878e3801ba3c"}');
CREATE TABLE change (
            command_id TEXT NOT NULL CHECK (length(command_id) = 36), number INTEGER NOT NULL,
            record_table TEXT NOT NULL, record_id TEXT NOT NULL,
            before TEXT CHECK (before IS NULL OR json_valid(before)),
            after TEXT CHECK (after IS NULL OR json_valid(after)),
            PRIMARY KEY (command_id, number)) STRICT, WITHOUT ROWID;
INSERT INTO "change" VALUES('01a21509-bf90-7950-b7b1-3255c7c68a3a',1,'answer','01a21509-bf90-7b3e-8394-99e033169b32',NULL,'{}');
INSERT INTO "change" VALUES('01a21509-bf90-7950-b7b1-3255c7c68a3a',2,'version','01a21509-bf91-7251-8dd1-d7a030235f51',NULL,'{}');
INSERT INTO "change" VALUES('01a21509-c029-7e99-92eb-65839677cf09',1,'version','01a21509-c02a-7838-8b49-4763866fb6a3',NULL,'{}');
INSERT INTO "change" VALUES('01a21509-c0ee-76f1-8799-c38c6708afb6',1,'note','01a21509-c0ee-7abc-bcc2-d6b49ee5b813',NULL,'{}');
INSERT INTO "change" VALUES('01a21509-c18d-79b2-bab4-82a19f52fb02',1,'note','01a21509-c0ee-7abc-bcc2-d6b49ee5b813','{"removed_at":null}','{"removed_at":"2026-11-25T23:28:10Z"}');
INSERT INTO "change" VALUES('01a21509-c227-7b8a-9543-395602382db6',1,'answer','01a21509-c227-7d3a-8422-878e3801ba3c',NULL,'{}');
INSERT INTO "change" VALUES('01a21509-c227-7b8a-9543-395602382db6',2,'version','01a21509-c228-73e3-81c9-bda72863d25a',NULL,'{}');
INSERT INTO "change" VALUES('01a21509-c35d-7112-92f4-bd0f26617c6e',1,'thread','01a21509-c35e-7d6b-bd2d-638bfcd970c5',NULL,'{}');
INSERT INTO "change" VALUES('01a21509-c35d-7112-92f4-bd0f26617c6e',2,'post','01a21509-c364-7ba1-b725-4f8732030a6b',NULL,'{}');
INSERT INTO "change" VALUES('01a21509-c35d-7112-92f4-bd0f26617c6e',3,'post','01a21509-c365-787a-9c1a-7e779d4a00d8',NULL,'{}');
INSERT INTO "change" VALUES('01a21509-c35d-7112-92f4-bd0f26617c6e',4,'post','01a21509-c365-7c39-9be3-d1ce8c314503',NULL,'{}');
INSERT INTO "change" VALUES('01a21509-c35d-7112-92f4-bd0f26617c6e',5,'post','01a21509-c365-7f0e-9d5f-012a8efbe76a',NULL,'{}');
INSERT INTO "change" VALUES('01a21509-c35d-7112-92f4-bd0f26617c6e',6,'post','01a21509-c366-73e3-94fa-00ffee9a2d3c',NULL,'{}');
INSERT INTO "change" VALUES('01a21509-c35d-7112-92f4-bd0f26617c6e',7,'post','01a21509-c366-76f9-bdbc-36a1a45664a7',NULL,'{}');
INSERT INTO "change" VALUES('01a21509-c35d-7112-92f4-bd0f26617c6e',8,'post','01a21509-c366-7ae4-8ff2-a2455219da93',NULL,'{}');
INSERT INTO "change" VALUES('01a21509-c35d-7112-92f4-bd0f26617c6e',9,'post','01a21509-c366-7d80-a965-28d09bf1e8b9',NULL,'{}');
INSERT INTO "change" VALUES('01a21509-c35d-7112-92f4-bd0f26617c6e',10,'post','01a21509-c367-758a-9b3d-5e07d1a1150e',NULL,'{}');
INSERT INTO "change" VALUES('01a21509-c35d-7112-92f4-bd0f26617c6e',11,'post','01a21509-c367-7805-9716-1298cf04f77b',NULL,'{}');
INSERT INTO "change" VALUES('01a21509-c35d-7112-92f4-bd0f26617c6e',12,'post','01a21509-c365-787a-9c1a-7e779d4a00d8','{"position": 0, "parent_id": null}','{"position": 1, "parent_id": "01a21509-c364-7ba1-b725-4f8732030a6b"}');
INSERT INTO "change" VALUES('01a21509-c35d-7112-92f4-bd0f26617c6e',13,'post','01a21509-c365-7c39-9be3-d1ce8c314503','{"position": 0, "parent_id": null}','{"position": 2, "parent_id": "01a21509-c364-7ba1-b725-4f8732030a6b"}');
INSERT INTO "change" VALUES('01a21509-c35d-7112-92f4-bd0f26617c6e',14,'post','01a21509-c365-7f0e-9d5f-012a8efbe76a','{"position": 0}','{"position": 3}');
INSERT INTO "change" VALUES('01a21509-c35d-7112-92f4-bd0f26617c6e',15,'post','01a21509-c366-73e3-94fa-00ffee9a2d3c','{"position": 0, "parent_id": null}','{"position": 4, "parent_id": "01a21509-c365-7f0e-9d5f-012a8efbe76a"}');
INSERT INTO "change" VALUES('01a21509-c35d-7112-92f4-bd0f26617c6e',16,'post','01a21509-c366-76f9-bdbc-36a1a45664a7','{"position": 0}','{"position": 5}');
INSERT INTO "change" VALUES('01a21509-c35d-7112-92f4-bd0f26617c6e',17,'post','01a21509-c366-7ae4-8ff2-a2455219da93','{"position": 0}','{"position": 6}');
INSERT INTO "change" VALUES('01a21509-c35d-7112-92f4-bd0f26617c6e',18,'post','01a21509-c366-7d80-a965-28d09bf1e8b9','{"position": 0, "parent_id": null}','{"position": 7, "parent_id": "01a21509-c366-7ae4-8ff2-a2455219da93"}');
INSERT INTO "change" VALUES('01a21509-c35d-7112-92f4-bd0f26617c6e',19,'post','01a21509-c367-758a-9b3d-5e07d1a1150e','{"position": 0, "parent_id": null}','{"position": 8, "parent_id": "01a21509-c366-7ae4-8ff2-a2455219da93"}');
INSERT INTO "change" VALUES('01a21509-c35d-7112-92f4-bd0f26617c6e',20,'post','01a21509-c367-7805-9716-1298cf04f77b','{"position": 0}','{"position": 9}');
INSERT INTO "change" VALUES('01a21512-abce-7837-a347-bb437016c3bb',1,'form','01a21512-abce-7930-9836-c8bc5ae33c8f',NULL,'{}');
INSERT INTO "change" VALUES('01a21512-abce-7837-a347-bb437016c3bb',2,'form_match','01a21512-abce-7c06-8f80-5104ac3afb9c',NULL,'{}');
INSERT INTO "change" VALUES('01a21512-abce-7837-a347-bb437016c3bb',3,'form_match','01a21512-abce-7e56-a84e-e03586bc72c8',NULL,'{}');
INSERT INTO "change" VALUES('01a21512-abce-7837-a347-bb437016c3bb',4,'profile','01a21512-abce-7ed5-ab67-1e876e28ea32',NULL,'{}');
INSERT INTO "change" VALUES('01a21512-abce-7837-a347-bb437016c3bb',5,'submission','01a21512-abce-7fe7-ab0e-b090b23aad30',NULL,'{}');
INSERT INTO "change" VALUES('01a21512-abce-7837-a347-bb437016c3bb',6,'submitted_field','01a21512-abcf-71d1-8965-59f2b7509198',NULL,'{}');
INSERT INTO "change" VALUES('01a21534-c1b1-714d-9793-b4951c197ad1',1,'terms','01a21534-c1b1-7253-83c8-12f06b748c8b',NULL,'{}');
INSERT INTO "change" VALUES('01a21534-c1d4-73db-a398-6846db21d2ad',1,'choice','01a21534-c1d4-7850-a317-38517a6f45e0',NULL,'{}');
INSERT INTO "change" VALUES('01a21534-c1f4-73be-8ba3-9a3dca2fc2d9',1,'note','01a21534-c1f4-7869-be92-4d9fef74ee48',NULL,'{}');
INSERT INTO "change" VALUES('01a21534-c1f4-73be-8ba3-9a3dca2fc2d9',2,'practice','01a21534-c1f7-70b4-8c59-a2bf9fc02af3',NULL,'{}');
INSERT INTO "change" VALUES('01a21534-c218-738b-ae00-c9c17e36fb63',1,'note','01a21534-c218-7815-8f16-ed42fbf4b4a9',NULL,'{}');
INSERT INTO "change" VALUES('01a21534-c218-738b-ae00-c9c17e36fb63',2,'progress','01a21534-c218-7e14-9302-47d32b4c44ec',NULL,'{}');
INSERT INTO "change" VALUES('01a21568-8c56-7578-a11e-b2f19cde46c2',1,'form_match','01a21512-abce-7c06-8f80-5104ac3afb9c','{"question_id":"01a20a61-ba22-7bdc-8ffe-f4d420f0b39d","profile":null}','{"question_id":null,"profile":"name"}');
INSERT INTO "change" VALUES('01a21568-8c58-7fd0-8fd7-c755fb3323e4',1,'form_match','01a21512-abce-7c06-8f80-5104ac3afb9c','{"question_id":null,"profile":"name"}','{"question_id":"01a20a61-ba22-7bdc-8ffe-f4d420f0b39d","profile":null}');
CREATE TABLE choice (id TEXT PRIMARY KEY CHECK (length(id) = 36), task_id TEXT NOT NULL REFERENCES task(id), title TEXT, 
    made_at TEXT NOT NULL CHECK (made_at GLOB '????-??-??T??:??:??Z'),
    device_id TEXT NOT NULL REFERENCES device(id)) STRICT;
INSERT INTO "choice" VALUES('01a21534-c1d4-7850-a317-38517a6f45e0','01a20a61-ba22-76c1-8374-7ea462fde8f9','Knots','2026-11-26T00:15:08Z','01a21534-c1b0-7af1-9321-dd3553f5d21a');
CREATE TABLE command (
            id TEXT PRIMARY KEY CHECK (length(id) = 36), words TEXT NOT NULL,
            at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??Z'),
            takes_back TEXT REFERENCES command(id)) STRICT;
INSERT INTO "command" VALUES('01a21509-bf90-7950-b7b1-3255c7c68a3a','answer to 1.3.1, kept','2026-11-25T23:28:10Z',NULL);
INSERT INTO "command" VALUES('01a21509-c029-7e99-92eb-65839677cf09','answer to 1.3.1, kept','2026-11-25T23:28:10Z',NULL);
INSERT INTO "command" VALUES('01a21509-c0ee-76f1-8799-c38c6708afb6','note on 1.3, kept','2026-11-25T23:28:10Z',NULL);
INSERT INTO "command" VALUES('01a21509-c18d-79b2-bab4-82a19f52fb02','note on 1.3, kept','2026-11-25T23:28:10Z','01a21509-c0ee-76f1-8799-c38c6708afb6');
INSERT INTO "command" VALUES('01a21509-c4f2-7665-9075-629ad851e021','courses.db, merged','2026-11-25T23:28:11Z',NULL);
INSERT INTO "command" VALUES('01a21512-abce-7837-a347-bb437016c3bb','the form of course 1, kept','2026-11-25T23:31:00Z',NULL);
INSERT INTO "command" VALUES('01a21534-c1b1-714d-9793-b4951c197ad1','terms, told','2026-11-26T00:15:08Z',NULL);
INSERT INTO "command" VALUES('01a21534-c1d4-73db-a398-6846db21d2ad','1.1.read, chosen','2026-11-26T00:15:08Z',NULL);
INSERT INTO "command" VALUES('01a21534-c1f4-73be-8ba3-9a3dca2fc2d9','1.1.read, 1 hour logged','2026-11-26T00:15:08Z',NULL);
INSERT INTO "command" VALUES('01a21534-c218-738b-ae00-c9c17e36fb63','progress note, kept','2026-11-26T00:15:08Z',NULL);
INSERT INTO "command" VALUES('01a21568-8c56-7578-a11e-b2f19cde46c2','1.form, matched','2026-11-26T01:11:42Z',NULL);
INSERT INTO "command" VALUES('01a21568-8c58-7fd0-8fd7-c755fb3323e4','1.form, matched','2026-11-26T01:11:42Z',NULL);
CREATE TABLE course (
            id TEXT PRIMARY KEY CHECK (length(id) = 36), program_id TEXT NOT NULL REFERENCES program(id),
            number INTEGER NOT NULL CHECK (number >= 0), title TEXT NOT NULL, source TEXT NOT NULL CHECK (source IN ('outline', 'import', 'person')), 
    made_at TEXT NOT NULL CHECK (made_at GLOB '????-??-??T??:??:??Z'),
    device_id TEXT NOT NULL REFERENCES device(id), complete INTEGER CHECK (complete IN (0, 1)) NOT NULL DEFAULT 1, credits TEXT NOT NULL DEFAULT '',
            UNIQUE (program_id, number)) STRICT;
INSERT INTO "course" VALUES('01a20a61-ba21-705c-84b6-529d2756d8f0','01a20a61-ba20-786d-af52-9a2cc97ba3b0',1,'Becoming a Kind Leader','outline','2026-11-23T21:48:26Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9',0,'2');
INSERT INTO "course" VALUES('01a20a61-d473-715e-bdeb-ac69c5f23c9e','01a20a61-ba20-786d-af52-9a2cc97ba3b0',2,'Other Things','import','2026-11-23T21:48:33Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9',1,'');
INSERT INTO "course" VALUES('01a20a61-d683-7388-bcb7-5e212a8fc0b0','01a20a61-ba20-786d-af52-9a2cc97ba3b0',5,'Other Things','import','2026-11-23T21:48:33Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9',1,'');
CREATE TABLE device (id TEXT PRIMARY KEY CHECK (length(id) = 36), name TEXT NOT NULL) STRICT;
INSERT INTO "device" VALUES('01a20a61-ba0f-7388-9c07-ccd759edc9d9','a laptop');
INSERT INTO "device" VALUES('01a21509-bf90-72f7-a7f3-698363c0a6c9','a phone');
INSERT INTO "device" VALUES('01a21509-c227-7531-9f7b-efb519a16287','a phone');
INSERT INTO "device" VALUES('01a21534-c1b0-7af1-9321-dd3553f5d21a','a desk');
CREATE TABLE discussion (
            id TEXT PRIMARY KEY CHECK (length(id) = 36), course_id TEXT NOT NULL REFERENCES course(id),
            number INTEGER NOT NULL CHECK (number >= 0), title TEXT NOT NULL,
            known INTEGER NOT NULL CHECK (known IN (0, 1)),
            peer_replies_wanted INTEGER CHECK (peer_replies_wanted >= 0),
            source TEXT NOT NULL CHECK (source IN ('outline', 'import', 'person')), removed_at TEXT, 
    made_at TEXT NOT NULL CHECK (made_at GLOB '????-??-??T??:??:??Z'),
    device_id TEXT NOT NULL REFERENCES device(id), peer_replies_said INTEGER CHECK (peer_replies_said >= 0), part TEXT NOT NULL DEFAULT '', address TEXT) STRICT;
INSERT INTO "discussion" VALUES('01a20a61-ba21-7f61-b366-bf8570d96ec5','01a20a61-ba21-705c-84b6-529d2756d8f0',1,'Welcome Aboard',1,0,'outline',NULL,'2026-11-23T21:48:26Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9',NULL,'',NULL);
INSERT INTO "discussion" VALUES('01a20a61-ba22-7aef-b036-774ee030a329','01a20a61-ba21-705c-84b6-529d2756d8f0',2,'Steady Beats Fast',1,3,'outline',NULL,'2026-11-23T21:48:26Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9',4,'The harbour','https://forum.example/t/12');
INSERT INTO "discussion" VALUES('01a20a61-ba22-7eac-8014-5a398c2f7eb3','01a20a61-ba21-705c-84b6-529d2756d8f0',3,'Asking for Help',1,2,'outline',NULL,'2026-11-23T21:48:26Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9',NULL,'',NULL);
INSERT INTO "discussion" VALUES('01a20a61-ba23-72bd-b41e-0a3274c033ee','01a20a61-ba21-705c-84b6-529d2756d8f0',4,'Rest Is Part of the Work',0,NULL,'outline',NULL,'2026-11-23T21:48:26Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9',NULL,'',NULL);
INSERT INTO "discussion" VALUES('01a20a61-d473-7ab5-b4d3-5f0b5325b991','01a20a61-d473-715e-bdeb-ac69c5f23c9e',1,'Kites',1,0,'import','2026-11-23T21:48:33Z','2026-11-23T21:48:33Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9',NULL,'',NULL);
INSERT INTO "discussion" VALUES('01a20a61-d683-7f01-b336-9163909a9555','01a20a61-d683-7388-bcb7-5e212a8fc0b0',1,'Paper boats',1,0,'import',NULL,'2026-11-23T21:48:33Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9',NULL,'',NULL);
INSERT INTO "discussion" VALUES('01a20bd5-431a-708f-9f6e-121177fea634','01a20a61-ba21-705c-84b6-529d2756d8f0',6,'The Art of Rest',1,1,'import',NULL,'2026-11-24T04:34:15Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9',NULL,'',NULL);
CREATE TABLE forgotten (
            id TEXT PRIMARY KEY CHECK (length(id) = 36), record_id TEXT NOT NULL CHECK (length(record_id) = 36), salt TEXT NOT NULL, mark TEXT NOT NULL,
            
    made_at TEXT NOT NULL CHECK (made_at GLOB '????-??-??T??:??:??Z'),
    device_id TEXT NOT NULL REFERENCES device(id)) STRICT;
INSERT INTO "forgotten" VALUES('01a21509-c63d-761b-a941-1336f8c979c1','01a21509-c57d-7d82-9118-f36d058a5157','d46a0d6a0194616e5d766096f4a09805','','2026-11-25T23:28:11Z','01a21509-bf90-72f7-a7f3-698363c0a6c9');
INSERT INTO "forgotten" VALUES('01a21509-c63d-777d-b5fb-5c58db3e0420','01a21509-c57e-75ab-b182-9df9de84b7d0','d46a0d6a0194616e5d766096f4a09805','4446648d483d31c19b2287dd06deed134f8e533d9bb616da7bcf4a9445e0716a','2026-11-25T23:28:11Z','01a21509-bf90-72f7-a7f3-698363c0a6c9');
CREATE TABLE form (
            id TEXT PRIMARY KEY CHECK (length(id) = 36), task_id TEXT NOT NULL UNIQUE REFERENCES task(id), title TEXT NOT NULL, address TEXT,
            fields TEXT NOT NULL CHECK (json_valid(fields)), 
    made_at TEXT NOT NULL CHECK (made_at GLOB '????-??-??T??:??:??Z'),
    device_id TEXT NOT NULL REFERENCES device(id)) STRICT;
INSERT INTO "form" VALUES('01a21512-abce-7930-9836-c8bc5ae33c8f','01a20a61-ba23-7743-b70e-1724598db07d','Course 1 evaluation form','https://forms.example/harbour-lights','[{"name": "entry.11", "label": "What does steady service mean to you?", "help": "", "kind": "paragraph", "required": true, "longest": null, "page": 1, "choices": [], "section": ""}]','2026-11-25T23:31:00Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
CREATE TABLE form_match (
            id TEXT PRIMARY KEY CHECK (length(id) = 36), form_id TEXT NOT NULL REFERENCES form(id), field TEXT NOT NULL, question_id TEXT REFERENCES question(id), discussion_id TEXT REFERENCES discussion(id), profile TEXT,
            by_person INTEGER NOT NULL CHECK (by_person IN (0, 1)), 
    made_at TEXT NOT NULL CHECK (made_at GLOB '????-??-??T??:??:??Z'),
    device_id TEXT NOT NULL REFERENCES device(id), UNIQUE (form_id, field),
            CHECK ((question_id IS NOT NULL) + (discussion_id IS NOT NULL) + (profile IS NOT NULL) <= 1)) STRICT;
INSERT INTO "form_match" VALUES('01a21512-abce-7c06-8f80-5104ac3afb9c','01a21512-abce-7930-9836-c8bc5ae33c8f','entry.11','01a20a61-ba22-7bdc-8ffe-f4d420f0b39d',NULL,NULL,1,'2026-11-25T23:31:00Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "form_match" VALUES('01a21512-abce-7e56-a84e-e03586bc72c8','01a21512-abce-7930-9836-c8bc5ae33c8f','entry.12',NULL,NULL,'forum name',0,'2026-11-25T23:31:00Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
CREATE TABLE forum_name (
            id TEXT PRIMARY KEY CHECK (length(id) = 36), name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE, position INTEGER NOT NULL, 
    made_at TEXT NOT NULL CHECK (made_at GLOB '????-??-??T??:??:??Z'),
    device_id TEXT NOT NULL REFERENCES device(id)) STRICT;
INSERT INTO "forum_name" VALUES('01a20a61-be30-7061-b7bd-c7df50ec98cd','PlumTree7','plumtree7',-3,'2026-11-23T21:48:27Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
INSERT INTO "forum_name" VALUES('01a20a61-ced4-7aaa-b0d4-db741d1b21a6','PlumTree','plumtree',-2,'2026-11-23T21:48:31Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
CREATE TABLE journal (
            only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
            command_id TEXT CHECK (length(command_id) = 36)) STRICT;
INSERT INTO "journal" VALUES(1,NULL);
CREATE TABLE note (
            id TEXT PRIMARY KEY CHECK (length(id) = 36), program_id TEXT REFERENCES program(id), course_id TEXT REFERENCES course(id),
            discussion_id TEXT REFERENCES discussion(id), question_id TEXT REFERENCES question(id),
            task_id TEXT REFERENCES task(id), peer_reply_id TEXT REFERENCES peer_reply(id),
            text TEXT NOT NULL, 
    made_at TEXT NOT NULL CHECK (made_at GLOB '????-??-??T??:??:??Z'),
    device_id TEXT NOT NULL REFERENCES device(id), removed_at TEXT,
            CHECK ((program_id IS NOT NULL) + (course_id IS NOT NULL) + (discussion_id IS NOT NULL) + (question_id IS NOT NULL) + (task_id IS NOT NULL) + (peer_reply_id IS NOT NULL) = 1)
            ) STRICT;
INSERT INTO "note" VALUES('01a20a61-d1d0-7ac0-8b28-4e9dd379d367',NULL,NULL,'01a20a61-ba22-7aef-b036-774ee030a329',NULL,NULL,NULL,'Ask Fern about the stairs.','2026-11-23T21:48:32Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9',NULL);
INSERT INTO "note" VALUES('01a20a61-d299-7518-8c03-18b0c31c4ee6',NULL,NULL,NULL,'01a20a61-ba22-7bdc-8ffe-f4d420f0b39d',NULL,NULL,'Maybe shorter.','2026-11-23T21:48:32Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9',NULL);
INSERT INTO "note" VALUES('01a20a61-d362-74dc-bd62-5883826f1210',NULL,'01a20a61-ba21-705c-84b6-529d2756d8f0',NULL,NULL,NULL,NULL,'The harbour course.','2026-11-23T21:48:32Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9',NULL);
INSERT INTO "note" VALUES('01a20bd5-4322-7ae6-83db-c89b38ad2aca',NULL,NULL,'01a20bd5-431a-708f-9f6e-121177fea634',NULL,NULL,NULL,'Ask fernway which pond.','2026-11-24T04:34:15Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9',NULL);
INSERT INTO "note" VALUES('01a20bd5-4334-7679-926c-8d799ffbfcb3',NULL,NULL,NULL,'01a20bd5-431a-7c88-bd61-aba3e1d82723',NULL,NULL,'A word about the flask, too.','2026-11-24T04:34:15Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9',NULL);
INSERT INTO "note" VALUES('01a21509-c0ee-7abc-bcc2-d6b49ee5b813',NULL,NULL,'01a20a61-ba22-7eac-8014-5a398c2f7eb3',NULL,NULL,NULL,'Ask fern about the kettle.','2026-11-25T23:28:10Z','01a21509-bf90-72f7-a7f3-698363c0a6c9','2026-11-25T23:28:10Z');
INSERT INTO "note" VALUES('01a21534-c1f4-7869-be92-4d9fef74ee48',NULL,NULL,NULL,NULL,'01a20a61-ba22-76c1-8374-7ea462fde8f9',NULL,'The bowline, at last.','2026-11-26T00:15:08Z','01a21534-c1b0-7af1-9321-dd3553f5d21a',NULL);
INSERT INTO "note" VALUES('01a21534-c218-7815-8f16-ed42fbf4b4a9',NULL,'01a20a61-ba21-705c-84b6-529d2756d8f0',NULL,NULL,NULL,NULL,'Half of the harbour course is done.','2026-11-26T00:15:08Z','01a21534-c1b0-7af1-9321-dd3553f5d21a',NULL);
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
CREATE TABLE plan (
            id TEXT PRIMARY KEY CHECK (length(id) = 36), course_id TEXT NOT NULL REFERENCES course(id), start_day TEXT CHECK (start_day IS date(start_day, '+0 days')) NOT NULL, by_day TEXT CHECK (by_day IS date(by_day, '+0 days')),
            per_week INTEGER CHECK (per_week > 0), per_day INTEGER CHECK (per_day > 0),
            rest TEXT NOT NULL CHECK (json_valid(rest)), removed_at TEXT, 
    made_at TEXT NOT NULL CHECK (made_at GLOB '????-??-??T??:??:??Z'),
    device_id TEXT NOT NULL REFERENCES device(id),
            CHECK ((by_day IS NULL) != (per_week IS NULL))) STRICT;
INSERT INTO "plan" VALUES('01a21d37-0000-7000-8000-000000000002','01a20a61-ba21-705c-84b6-529d2756d8f0','2026-11-27',NULL,2,NULL,'["sunday"]',NULL,'2026-11-27T11:00:00Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
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
INSERT INTO "post" VALUES('01a21509-c364-7ba1-b725-4f8732030a6b','01a21509-c35e-7d6b-bd2d-638bfcd970c5',0,'LanternLou','2025-03-18','answer',NULL,'1. I grew up as the eldest of five, so "I''ll manage" was practically my first word. It is hard because I think I am handing someone a burden. It gets easier when I ask for a small, exact thing: "could you take the eight o''clock room tonight?" People can say yes or no to that.

2. When my mum was in hospital, kettleon sent me one message: "I have your Friday. And the one after." No questions, no flowers. I sat in the car park and breathed out for what felt like the first time in days.

Quiz: 9/10, I took the anchor for a fishing hook!','{"date": "stated", "kind": "from text", "parent": "stands on its own", "date_raw": "March 18th, 2025"}','2026-11-25T23:28:11Z','01a21509-c227-7531-9f7b-efb519a16287',NULL,NULL,NULL,'2026-11-25');
INSERT INTO "post" VALUES('01a21509-c365-787a-9c1a-7e779d4a00d8','01a21509-c35e-7d6b-bd2d-638bfcd970c5',1,'oakleaf','2025-03-19','reply','01a21509-c364-7ba1-b725-4f8732030a6b','"A small, exact thing" is such a useful way to see it, thank you. I hope your mum is better.','{"date": "stated", "kind": "from text", "parent": "from its place", "date_raw": "March 19th, 2025"}','2026-11-25T23:28:11Z','01a21509-c227-7531-9f7b-efb519a16287',NULL,NULL,NULL,'2026-11-25');
INSERT INTO "post" VALUES('01a21509-c365-7c39-9be3-d1ce8c314503','01a21509-c35e-7d6b-bd2d-638bfcd970c5',2,'Marzipan88','2025-03-24','reply','01a21509-c364-7ba1-b725-4f8732030a6b','@LanternLou thank you for the car park. I have been in that car park.','{"date": "stated", "kind": "from dates", "parent": "from the name", "date_raw": "March 24th, 2025"}','2026-11-25T23:28:11Z','01a21509-c227-7531-9f7b-efb519a16287',NULL,NULL,NULL,'2026-11-25');
INSERT INTO "post" VALUES('01a21509-c365-7f0e-9d5f-012a8efbe76a','01a21509-c35e-7d6b-bd2d-638bfcd970c5',3,'DrizzleDay','2025-03-19','answer',NULL,'Honestly? At work I ask all day long, because if I dont somebody might get hurt, and its never once felt like weakness. Then I come home and carry four bags up three floors sooner than ring the neighbours bell. I think what makes it hard is that nobodys life hangs on it, so it feels like I havent earned it. What makes it easier is being asked first. Last November my bike chain came off in the rain, I was late already, and a man with a dog just knelt down in a puddle and put it back on. He had grease up to his elbows. He said "you would have done it too", and off he went, and I was kind to absolutely everyone that day.','{"date": "stated", "kind": "from dates", "parent": "stands on its own", "date_raw": "March 19th, 2025"}','2026-11-25T23:28:11Z','01a21509-c227-7531-9f7b-efb519a16287',NULL,NULL,NULL,'2026-11-25');
INSERT INTO "post" VALUES('01a21509-c366-73e3-94fa-00ffee9a2d3c','01a21509-c35e-7d6b-bd2d-638bfcd970c5',4,NULL,'2025-03-21','reply','01a21509-c365-7f0e-9d5f-012a8efbe76a','Thank you for ÃÂÃÂ "being asked first". I will start to ask first.','{"date": "stated", "kind": "from text", "parent": "from its place", "date_raw": "March 21st, 2025"}','2026-11-25T23:28:11Z','01a21509-c227-7531-9f7b-efb519a16287',NULL,NULL,NULL,'2026-11-25');
INSERT INTO "post" VALUES('01a21509-c366-76f9-bdbc-36a1a45664a7','01a21509-c35e-7d6b-bd2d-638bfcd970c5',5,'FernAndTide','2025-03-22','answer',NULL,'What makes it hard for you to ask for help, and what makes it easier?

Fear of the little pause before the answer. It gets easier in writing, where I can''t hear the pause. In the last thread @PlumTree7 wrote about telling a friend before the grumpiness sets in, and that helped me too: asking early is asking for less.

Describe a time when somebody''s help turned your day around, and tell us what they did.

My train stopped in the fields on October 9th, 2024 and the woman across from me saw that I was close to panic. She did not say "calm down". She said "I count sheep, the real ones, will you count with me?" There were thirty-one.','{"date": "stated", "kind": "from text", "parent": "stands on its own", "date_raw": "March 22nd, 2025"}','2026-11-25T23:28:11Z','01a21509-c227-7531-9f7b-efb519a16287',NULL,NULL,NULL,'2026-11-25');
INSERT INTO "post" VALUES('01a21509-c366-7ae4-8ff2-a2455219da93','01a21509-c35e-7d6b-bd2d-638bfcd970c5',6,'ZuzuBee','2025-03-26','answer',NULL,'a) hard: i''m the youngest in my group and i want ppl to think i know stuff. easier: when older ones say "no idea, let''s find out"

b) my roommate left soup outside my door during exams with a note "no need to talk". it was terrible soup. i cried

(10/10 on the quiz!! second try)','{"date": "stated", "kind": "from text", "parent": "stands on its own", "date_raw": "March 26th, 2025"}','2026-11-25T23:28:11Z','01a21509-c227-7531-9f7b-efb519a16287',NULL,NULL,NULL,'2026-11-25');
INSERT INTO "post" VALUES('01a21509-c366-7d80-a965-28d09bf1e8b9','01a21509-c35e-7d6b-bd2d-638bfcd970c5',7,'LanternLou','2025-03-27','reply','01a21509-c366-7ae4-8ff2-a2455219da93','@ZuzuBee terrible soup with a perfect note, that is love. And just so you know, most of us older ones have no idea most of the time.','{"date": "stated", "kind": "from text", "parent": "from the name", "date_raw": "March 27th, 2025"}','2026-11-25T23:28:11Z','01a21509-c227-7531-9f7b-efb519a16287',NULL,NULL,NULL,'2026-11-25');
INSERT INTO "post" VALUES('01a21509-c367-758a-9b3d-5e07d1a1150e','01a21509-c35e-7d6b-bd2d-638bfcd970c5',8,'ZuzuBee','2025-03-28','reply','01a21509-c366-7ae4-8ff2-a2455219da93','hahaha thank you lou, i''m saving this for my next bad day 🐝','{"date": "stated", "kind": "from text", "parent": "from its place", "date_raw": "March 28th, 2025"}','2026-11-25T23:28:11Z','01a21509-c227-7531-9f7b-efb519a16287',NULL,NULL,NULL,'2026-11-25');
INSERT INTO "post" VALUES('01a21509-c367-7805-9716-1298cf04f77b','01a21509-c35e-7d6b-bd2d-638bfcd970c5',9,'mosswalker','2025-04-05','answer',NULL,'In my family you help, but you don''t ask. So I have learned it late, and here. What is hard: my mistakes in the language make me feel like a child. What makes easier: when the other person makes also a mistake and laughs.

My day was turned around by a customer. My flour did not come, I stood in the empty bakery at five in the morning, and I had to tell it to her. She is a taxi driver. She drove me to her cousin''s mill, and we came home with six sacks, the seats all white. She wanted only two rolls for it.','{"date": "stated", "kind": "from text", "parent": "stands on its own", "date_raw": "April 5th, 2025"}','2026-11-25T23:28:11Z','01a21509-c227-7531-9f7b-efb519a16287',NULL,NULL,NULL,'2026-11-25');
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
CREATE TABLE practice (
            id TEXT PRIMARY KEY CHECK (length(id) = 36), task_id TEXT NOT NULL REFERENCES task(id), on_day TEXT NOT NULL CHECK (on_day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
            minutes INTEGER NOT NULL CHECK (minutes > 0), note_id TEXT UNIQUE REFERENCES note(id), 
    made_at TEXT NOT NULL CHECK (made_at GLOB '????-??-??T??:??:??Z'),
    device_id TEXT NOT NULL REFERENCES device(id)) STRICT;
INSERT INTO "practice" VALUES('01a21534-c1f7-70b4-8c59-a2bf9fc02af3','01a20a61-ba22-76c1-8374-7ea462fde8f9','2026-11-24',60,'01a21534-c1f4-7869-be92-4d9fef74ee48','2026-11-26T00:15:08Z','01a21534-c1b0-7af1-9321-dd3553f5d21a');
CREATE TABLE profile (id TEXT PRIMARY KEY CHECK (length(id) = 36), name TEXT NOT NULL UNIQUE, value TEXT NOT NULL, 
    made_at TEXT NOT NULL CHECK (made_at GLOB '????-??-??T??:??:??Z'),
    device_id TEXT NOT NULL REFERENCES device(id)) STRICT;
INSERT INTO "profile" VALUES('01a21512-abce-7ed5-ab67-1e876e28ea32','forum name','PlumTree7','2026-11-25T23:31:00Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
CREATE TABLE program (
            id TEXT PRIMARY KEY CHECK (length(id) = 36), key TEXT NOT NULL UNIQUE, title TEXT NOT NULL,
            in_use INTEGER NOT NULL DEFAULT 0 CHECK (in_use IN (0, 1)), 
    made_at TEXT NOT NULL CHECK (made_at GLOB '????-??-??T??:??:??Z'),
    device_id TEXT NOT NULL REFERENCES device(id), about TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO "program" VALUES('01a20a61-ba20-786d-af52-9a2cc97ba3b0','kind-leaders','Kind Leaders Program',1,'2026-11-23T21:48:26Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9','Five courses about being kind.');
CREATE TABLE progress (
            id TEXT PRIMARY KEY CHECK (length(id) = 36), note_id TEXT NOT NULL UNIQUE REFERENCES note(id),
            posted_on TEXT CHECK (posted_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), 
    made_at TEXT NOT NULL CHECK (made_at GLOB '????-??-??T??:??:??Z'),
    device_id TEXT NOT NULL REFERENCES device(id)) STRICT;
INSERT INTO "progress" VALUES('01a21534-c218-7e14-9302-47d32b4c44ec','01a21534-c218-7815-8f16-ed42fbf4b4a9',NULL,'2026-11-26T00:15:08Z','01a21534-c1b0-7af1-9321-dd3553f5d21a');
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
CREATE TABLE search_entry (
            number INTEGER PRIMARY KEY, record_id TEXT NOT NULL UNIQUE CHECK (length(record_id) = 36),
            kind TEXT NOT NULL CHECK (kind IN ('question', 'answer', 'reply', 'note', 'post'))) STRICT;
INSERT INTO "search_entry" VALUES(1,'01a20a61-ba22-7367-9b06-00139ec65297','question');
INSERT INTO "search_entry" VALUES(2,'01a20a61-ba22-7bdc-8ffe-f4d420f0b39d','question');
INSERT INTO "search_entry" VALUES(3,'01a20a61-ba22-7ca4-b77d-64dbd5f53d10','question');
INSERT INTO "search_entry" VALUES(4,'01a20a61-ba22-7d4a-a7be-7ce9e68f9aab','question');
INSERT INTO "search_entry" VALUES(5,'01a20a61-ba22-7f7e-a9f2-e8cdea3f6e8c','question');
INSERT INTO "search_entry" VALUES(6,'01a20a61-ba23-7012-829b-25c957913732','question');
INSERT INTO "search_entry" VALUES(7,'01a20a61-d474-7092-b457-c660d451fca3','question');
INSERT INTO "search_entry" VALUES(8,'01a20a61-d474-7283-885e-a679e0edc0ef','question');
INSERT INTO "search_entry" VALUES(9,'01a20a61-d684-7715-be38-622d05419d03','question');
INSERT INTO "search_entry" VALUES(10,'01a20a61-d684-79bf-bfb2-9f82a813faf4','question');
INSERT INTO "search_entry" VALUES(11,'01a20bd5-431a-7c88-bd61-aba3e1d82723','question');
INSERT INTO "search_entry" VALUES(12,'01a20bd5-431a-7fb7-9ad5-7b95f8216f94','question');
INSERT INTO "search_entry" VALUES(13,'01a20bd5-4331-7768-853d-ad54c4e0219d','question');
INSERT INTO "search_entry" VALUES(14,'01a20a61-d1d0-7ac0-8b28-4e9dd379d367','note');
INSERT INTO "search_entry" VALUES(15,'01a20a61-d299-7518-8c03-18b0c31c4ee6','note');
INSERT INTO "search_entry" VALUES(16,'01a20a61-d362-74dc-bd62-5883826f1210','note');
INSERT INTO "search_entry" VALUES(17,'01a20bd5-4322-7ae6-83db-c89b38ad2aca','note');
INSERT INTO "search_entry" VALUES(18,'01a20bd5-4334-7679-926c-8d799ffbfcb3','note');
INSERT INTO "search_entry" VALUES(19,'01a20a61-be0e-759f-850e-4903e1407826','post');
INSERT INTO "search_entry" VALUES(20,'01a20a61-be0e-7855-ab2a-5fa189ffde44','post');
INSERT INTO "search_entry" VALUES(21,'01a20a61-be0e-7947-b34c-5656d7b4dd5f','post');
INSERT INTO "search_entry" VALUES(22,'01a20a61-be0e-7a06-b77b-09891af540e2','post');
INSERT INTO "search_entry" VALUES(23,'01a20a61-d474-77c5-89fa-58749512f8fe','post');
INSERT INTO "search_entry" VALUES(24,'01a20a61-d685-70f7-82c9-226cc9c852ca','post');
INSERT INTO "search_entry" VALUES(25,'01a20bd5-431b-7d07-9747-14dc7b526ba5','post');
INSERT INTO "search_entry" VALUES(26,'01a20bd5-431c-7096-b893-6e00ab8d409e','post');
INSERT INTO "search_entry" VALUES(27,'01a20a61-be0d-78a9-891a-dde5160cbe2f','post');
INSERT INTO "search_entry" VALUES(28,'01a20a61-d474-73e2-bafe-ade2d6a4e21b','post');
INSERT INTO "search_entry" VALUES(29,'01a20a61-d684-7b77-bb4e-95e4966d899e','post');
INSERT INTO "search_entry" VALUES(30,'01a20bd5-431b-7185-a9a4-ccf233970231','post');
INSERT INTO "search_entry" VALUES(31,'01a20a61-be0e-7d52-9e2c-b48a5070f378','answer');
INSERT INTO "search_entry" VALUES(32,'01a20a61-be20-7d5a-83a5-ac96ebecb51d','answer');
INSERT INTO "search_entry" VALUES(33,'01a20a61-be21-71c6-af35-240c77f8fe49','answer');
INSERT INTO "search_entry" VALUES(34,'01a20a61-c2c0-787a-9cc5-16501cac2a69','answer');
INSERT INTO "search_entry" VALUES(35,'01a20a61-c764-796e-8d57-6e0218c2ff06','answer');
INSERT INTO "search_entry" VALUES(36,'01a20a61-d769-7575-8a97-59ebec19dbe1','answer');
INSERT INTO "search_entry" VALUES(37,'01a20bd5-4322-7004-bf06-d7f398e136c5','answer');
INSERT INTO "search_entry" VALUES(38,'01a20a61-be21-75f2-be63-d43ed2c4fedb','reply');
INSERT INTO "search_entry" VALUES(39,'01a20a61-c901-7a17-b889-7497edb9e1ff','reply');
INSERT INTO "search_entry" VALUES(40,'01a20a61-ca76-70f6-8e4c-d4cfa19226e8','reply');
INSERT INTO "search_entry" VALUES(41,'01a20a61-cc0b-7dad-8105-bd12db92a4c3','reply');
INSERT INTO "search_entry" VALUES(42,'01a20bd5-431c-7681-8072-3ae8725f8613','reply');
INSERT INTO "search_entry" VALUES(44,'01a21509-c35e-7d6b-bd2d-638bfcd970c5','post');
INSERT INTO "search_entry" VALUES(45,'01a21509-c364-7ba1-b725-4f8732030a6b','post');
INSERT INTO "search_entry" VALUES(46,'01a21509-c365-787a-9c1a-7e779d4a00d8','post');
INSERT INTO "search_entry" VALUES(47,'01a21509-c365-7c39-9be3-d1ce8c314503','post');
INSERT INTO "search_entry" VALUES(48,'01a21509-c365-7f0e-9d5f-012a8efbe76a','post');
INSERT INTO "search_entry" VALUES(49,'01a21509-c366-73e3-94fa-00ffee9a2d3c','post');
INSERT INTO "search_entry" VALUES(50,'01a21509-c366-76f9-bdbc-36a1a45664a7','post');
INSERT INTO "search_entry" VALUES(51,'01a21509-c366-7ae4-8ff2-a2455219da93','post');
INSERT INTO "search_entry" VALUES(52,'01a21509-c366-7d80-a965-28d09bf1e8b9','post');
INSERT INTO "search_entry" VALUES(53,'01a21509-c367-758a-9b3d-5e07d1a1150e','post');
INSERT INTO "search_entry" VALUES(54,'01a21509-c367-7805-9716-1298cf04f77b','post');
INSERT INTO "search_entry" VALUES(55,'01a21509-bf90-7b3e-8394-99e033169b32','answer');
INSERT INTO "search_entry" VALUES(56,'01a21534-c1f4-7869-be92-4d9fef74ee48','note');
INSERT INTO "search_entry" VALUES(57,'01a21534-c218-7815-8f16-ed42fbf4b4a9','note');
CREATE VIRTUAL TABLE search_text USING fts5 (text, tokenize = 'unicode61 remove_diacritics 0');
INSERT INTO search_text(rowid, text) VALUES(1,'what brought you to harbour lights  and what would you like to carry home from this course ');
INSERT INTO search_text(rowid, text) VALUES(2,'what does steady service mean to you now ');
INSERT INTO search_text(rowid, text) VALUES(3,'when have you seen somebody at harbour lights do it well ');
INSERT INTO search_text(rowid, text) VALUES(4,'how can you keep a pace youll enjoy a year from now ');
INSERT INTO search_text(rowid, text) VALUES(5,'what makes it hard for you to ask for help  and what makes it easier ');
INSERT INTO search_text(rowid, text) VALUES(6,'describe a time when somebodys help turned your day around  and tell us what they did ');
INSERT INTO search_text(rowid, text) VALUES(7,'what flies ');
INSERT INTO search_text(rowid, text) VALUES(8,'what does the wind want from a kite ');
INSERT INTO search_text(rowid, text) VALUES(9,'what floats ');
INSERT INTO search_text(rowid, text) VALUES(10,'what does the wind want from a kite ');
INSERT INTO search_text(rowid, text) VALUES(11,'where do you rest ');
INSERT INTO search_text(rowid, text) VALUES(12,'with whom do you rest ');
INSERT INTO search_text(rowid, text) VALUES(13,'who rests with you ');
INSERT INTO search_text(rowid, text) VALUES(14,'ask fern about the stairs ');
INSERT INTO search_text(rowid, text) VALUES(15,'maybe shorter ');
INSERT INTO search_text(rowid, text) VALUES(16,'the harbour course ');
INSERT INTO search_text(rowid, text) VALUES(17,'ask fernway which pond ');
INSERT INTO search_text(rowid, text) VALUES(18,'a word about the flask  too ');
INSERT INTO search_text(rowid, text) VALUES(19,'what does steady service mean to you  a lamp that somebody lights every evening   when have you seen somebody at harbour lights do it well  fern sweeps the stairs on sundays   how can you keep a pace youll enjoy a year from now  with naps ');
INSERT INTO search_text(rowid, text) VALUES(20,' oakleaf thank you  i could see the lamp ');
INSERT INTO search_text(rowid, text) VALUES(21,'i keep one evening free ');
INSERT INTO search_text(rowid, text) VALUES(22,'1  it is to be there again   2  the one who waters the roses   3  i leave a little bit undone ');
INSERT INTO search_text(rowid, text) VALUES(23,'what flies  a kite of paper ');
INSERT INTO search_text(rowid, text) VALUES(24,'what flies  a kite of paper ');
INSERT INTO search_text(rowid, text) VALUES(25,'on the bench by the pond  with a flask of tea ');
INSERT INTO search_text(rowid, text) VALUES(26,'that bench sounds like a good friend ');
INSERT INTO search_text(rowid, text) VALUES(27,'welcome to the second week  read the three questions with a cup of tea   questions  what does steady service mean to you  when have you seen somebody at harbour lights do it well  how can you keep a pace youll enjoy a year from now   activity  please reply to 3 of your peers in this thread   this post is brought to you by the kind leaders crew ');
INSERT INTO search_text(rowid, text) VALUES(28,'questions  what flies  what does the wind want from a kite   this post is brought to you by the crew ');
INSERT INTO search_text(rowid, text) VALUES(29,'questions  what does the wind want from a kite   this post is brought to you by the crew ');
INSERT INTO search_text(rowid, text) VALUES(30,'the post ');
INSERT INTO search_text(rowid, text) VALUES(31,'it is to be there again ');
INSERT INTO search_text(rowid, text) VALUES(32,'the one who waters the roses ');
INSERT INTO search_text(rowid, text) VALUES(33,'i rest before i have to ');
INSERT INTO search_text(rowid, text) VALUES(34,'a friend who sings in the choir ');
INSERT INTO search_text(rowid, text) VALUES(35,'all of it in one piece  to be cut later ');
INSERT INTO search_text(rowid, text) VALUES(36,'a boat of paper   folded  twice     and its dry  its fine');
INSERT INTO search_text(rowid, text) VALUES(37,'in the kitchen  when everybody sleeps ');
INSERT INTO search_text(rowid, text) VALUES(38,' oakleaf thank you  i could see the lamp ');
INSERT INTO search_text(rowid, text) VALUES(39,'what a calm way to say it ');
INSERT INTO search_text(rowid, text) VALUES(40,'i laughed');
INSERT INTO search_text(rowid, text) VALUES(41,'yes ');
INSERT INTO search_text(rowid, text) VALUES(42,'that bench sounds like a good friend ');
INSERT INTO search_text(rowid, text) VALUES(44,'ahoy  everybody  the first two posts were about giving  this one is about the other hand   helpers are often the last to ask  we tell our guests that it takes courage to knock  and then we stand in front of a closed door ourselves with both arms full  funny  isnt it  a crew in which nobody may say  could you take this rope  is not a strong crew   it is only a quiet one   please watch the video  throw me a line  first  seven minutes  with captions   two keepers talk about the evening when one of them finally asked   here are the questions   1  what makes it hard for you to ask for help  and what makes it easier   2  describe a time when somebodys help turned your day around  and tell us what they did   3  please reply to two of your peers and thank them for something particular that they wrote   when your post is up  please take the short quiz about the video here  you pass with at least 8 10  and retakes are allowed  as many as you like   then hop over to the next post   rest is part of the work    this post is brought to you by the kind leaders program crew ');
INSERT INTO search_text(rowid, text) VALUES(45,'1  i grew up as the eldest of five  so  ill manage  was practically my first word  it is hard because i think i am handing someone a burden  it gets easier when i ask for a small  exact thing   could you take the eight oclock room tonight   people can say yes or no to that   2  when my mum was in hospital  kettleon sent me one message   i have your friday  and the one after   no questions  no flowers  i sat in the car park and breathed out for what felt like the first time in days   quiz  9 10  i took the anchor for a fishing hook ');
INSERT INTO search_text(rowid, text) VALUES(46,' a small  exact thing  is such a useful way to see it  thank you  i hope your mum is better ');
INSERT INTO search_text(rowid, text) VALUES(47,' lanternlou thank you for the car park  i have been in that car park ');
INSERT INTO search_text(rowid, text) VALUES(48,'honestly  at work i ask all day long  because if i dont somebody might get hurt  and its never once felt like weakness  then i come home and carry four bags up three floors sooner than ring the neighbours bell  i think what makes it hard is that nobodys life hangs on it  so it feels like i havent earned it  what makes it easier is being asked first  last november my bike chain came off in the rain  i was late already  and a man with a dog just knelt down in a puddle and put it back on  he had grease up to his elbows  he said  you would have done it too   and off he went  and i was kind to absolutely everyone that day ');
INSERT INTO search_text(rowid, text) VALUES(49,'thank you for aaaa  being asked first   i will start to ask first ');
INSERT INTO search_text(rowid, text) VALUES(50,'what makes it hard for you to ask for help  and what makes it easier   fear of the little pause before the answer  it gets easier in writing  where i cant hear the pause  in the last thread  plumtree7 wrote about telling a friend before the grumpiness sets in  and that helped me too  asking early is asking for less   describe a time when somebodys help turned your day around  and tell us what they did   my train stopped in the fields on october 9th  2024 and the woman across from me saw that i was close to panic  she did not say  calm down   she said  i count sheep  the real ones  will you count with me   there were thirty one ');
INSERT INTO search_text(rowid, text) VALUES(51,'a  hard  im the youngest in my group and i want ppl to think i know stuff  easier  when older ones say  no idea  lets find out   b  my roommate left soup outside my door during exams with a note  no need to talk   it was terrible soup  i cried   10 10 on the quiz   second try ');
INSERT INTO search_text(rowid, text) VALUES(52,' zuzubee terrible soup with a perfect note  that is love  and just so you know  most of us older ones have no idea most of the time ');
INSERT INTO search_text(rowid, text) VALUES(53,'hahaha thank you lou  im saving this for my next bad day  ');
INSERT INTO search_text(rowid, text) VALUES(54,'in my family you help  but you dont ask  so i have learned it late  and here  what is hard  my mistakes in the language make me feel like a child  what makes easier  when the other person makes also a mistake and laughs   my day was turned around by a customer  my flour did not come  i stood in the empty bakery at five in the morning  and i had to tell it to her  she is a taxi driver  she drove me to her cousins mill  and we came home with six sacks  the seats all white  she wanted only two rolls for it ');
INSERT INTO search_text(rowid, text) VALUES(55,'on the other device  a letter that i kept ');
INSERT INTO search_text(rowid, text) VALUES(56,'the bowline  at last ');
INSERT INTO search_text(rowid, text) VALUES(57,'half of the harbour course is done ');
CREATE TABLE set_aside (
            id TEXT PRIMARY KEY CHECK (length(id) = 36), program_id TEXT REFERENCES program(id), course_id TEXT REFERENCES course(id),
            discussion_id TEXT REFERENCES discussion(id), task_id TEXT REFERENCES task(id), until_day TEXT CHECK (until_day IS date(until_day, '+0 days')),
            withdrawn_at TEXT, 
    made_at TEXT NOT NULL CHECK (made_at GLOB '????-??-??T??:??:??Z'),
    device_id TEXT NOT NULL REFERENCES device(id),
            CHECK ((program_id IS NOT NULL) + (course_id IS NOT NULL) + (discussion_id IS NOT NULL)
                + (task_id IS NOT NULL) <= 1)) STRICT;
INSERT INTO "set_aside" VALUES('01a21d37-0000-7000-8000-000000000001',NULL,NULL,'01a20bd5-431a-708f-9f6e-121177fea634',NULL,'2027-01-15',NULL,'2026-11-27T11:00:00Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
INSERT INTO "setting" VALUES('this_device','01a21534-c1b0-7af1-9321-dd3553f5d21a');
CREATE TABLE submission (
            id TEXT PRIMARY KEY CHECK (length(id) = 36), task_id TEXT NOT NULL REFERENCES task(id), on_day TEXT CHECK (on_day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), 
    made_at TEXT NOT NULL CHECK (made_at GLOB '????-??-??T??:??:??Z'),
    device_id TEXT NOT NULL REFERENCES device(id)) STRICT;
INSERT INTO "submission" VALUES('01a21512-abce-7fe7-ab0e-b090b23aad30','01a20a61-ba23-7743-b70e-1724598db07d','2026-11-25','2026-11-25T23:31:00Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
CREATE TABLE submitted_field (
            id TEXT PRIMARY KEY CHECK (length(id) = 36), submission_id TEXT NOT NULL REFERENCES submission(id), position INTEGER NOT NULL,
            label TEXT NOT NULL, question_id TEXT REFERENCES question(id), discussion_id TEXT REFERENCES discussion(id), text TEXT NOT NULL, digest TEXT NOT NULL CHECK (length(digest) = 64),
            
    made_at TEXT NOT NULL CHECK (made_at GLOB '????-??-??T??:??:??Z'),
    device_id TEXT NOT NULL REFERENCES device(id)) STRICT;
INSERT INTO "submitted_field" VALUES('01a21512-abcf-71d1-8965-59f2b7509198','01a21512-abce-7fe7-ab0e-b090b23aad30',1,'What does steady service mean to you?','01a20a61-ba22-7bdc-8ffe-f4d420f0b39d',NULL,'It is to be there again.','c05a062d166feb57a4f1e82b9bfae8a0d9ea65ac5e004cd0a3ca147b9e0df751','2026-11-25T23:31:00Z','01a20a61-ba0f-7388-9c07-ccd759edc9d9');
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
CREATE TABLE terms (
            id TEXT PRIMARY KEY CHECK (length(id) = 36), task_id TEXT NOT NULL UNIQUE REFERENCES task(id),
            bonus INTEGER NOT NULL CHECK (bonus IN (0, 1)), retakes INTEGER CHECK (retakes IN (0, 1)),
            choices TEXT NOT NULL CHECK (json_valid(choices)), minutes INTEGER CHECK (minutes > 0),
            times INTEGER CHECK (times > 0), every TEXT CHECK (every IN ('day', 'week', 'month')),
            words TEXT NOT NULL, 
    made_at TEXT NOT NULL CHECK (made_at GLOB '????-??-??T??:??:??Z'),
    device_id TEXT NOT NULL REFERENCES device(id)) STRICT;
INSERT INTO "terms" VALUES('01a21534-c1b1-7253-83c8-12f06b748c8b','01a20a61-ba22-76c1-8374-7ea462fde8f9',0,1,'["Rowing", "Knots"]',120,2,'week','','2026-11-26T00:15:08Z','01a21534-c1b0-7af1-9321-dd3553f5d21a');
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
INSERT INTO "thread" VALUES('01a21509-c35e-7d6b-bd2d-638bfcd970c5','01a20a61-ba22-7eac-8014-5a398c2f7eb3',NULL,NULL,'Course 1: Becoming a Kind Leader - (Discussion #3) Asking for Help','HarbourAnna','2025-03-17','Ahoy, everybody! The first two posts were about giving. This one is about the other hand.

Helpers are often the last to ask. We tell our guests that it takes courage to knock, and then we stand in front of a closed door ourselves with both arms full. Funny, isnt it? A crew in which nobody may say "could you take this rope" is not a strong crew.  It is only a quiet one.

Please watch the video "Throw Me a Line" first (seven minutes, with captions). Two keepers talk about the evening when one of them finally asked.

Here are the questions:

1. What makes it hard for you to ask for help, and what makes it easier?

2. Describe a time when somebody''s help turned your day around, and tell us what they did.

3. Please reply to two of your peers and thank them for something particular that they wrote.

When your post is up, please take the short quiz about the video here. You pass with at least 8/10, and retakes are allowed, as many as you like.

Then hop over to the next post, "Rest Is Part of the Work"!

This post is brought to you by the Kind Leaders Program crew.','["01a20a61-ba22-7f7e-a9f2-e8cdea3f6e8c", "01a20a61-ba23-7012-829b-25c957913732"]','2026-11-25T23:28:11Z','01a21509-c227-7531-9f7b-efb519a16287',NULL,'2026-11-25',NULL,'[]');
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
INSERT INTO "version" VALUES('01a21509-bf91-7251-8dd1-d7a030235f51','01a21509-bf90-7b3e-8394-99e033169b32',NULL,'A kettle on the stove, and time.','52fa682083d1dc008471df9b0e491187db0c9f5cca8912e67ca14e9683ff5754','text',NULL,NULL,'2026-11-25T23:28:10Z','2026-11-25T23:28:10Z','01a21509-bf90-72f7-a7f3-698363c0a6c9');
INSERT INTO "version" VALUES('01a21509-c02a-7838-8b49-4763866fb6a3','01a21509-bf90-7b3e-8394-99e033169b32',NULL,'A kettle on the stove, and time to listen.','16572ce089418a550070c518ebb04701461aa28bb1fdf03ebbddc505506f36d7','text',NULL,NULL,'2026-11-25T23:28:10Z','2026-11-25T23:28:10Z','01a21509-bf90-72f7-a7f3-698363c0a6c9');
INSERT INTO "version" VALUES('01a21509-c228-73e3-81c9-bda72863d25a','01a21509-bf90-7b3e-8394-99e033169b32',NULL,'On the other device: a letter that I kept.','29513c063b6fd2ee5ae64faa26942ef8df90255abd8838aa38aa25d141bce40b','text',NULL,NULL,'2026-11-25T23:28:10Z','2026-11-25T23:28:10Z','01a21509-c227-7531-9f7b-efb519a16287');
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
CREATE UNIQUE INDEX post_of_forum ON post (thread_id, forum_id) WHERE forum_id IS NOT NULL;
CREATE INDEX change_of_record ON change (record_id);
CREATE INDEX version_of_post ON version (post_id) WHERE post_id IS NOT NULL;
CREATE INDEX post_below ON post (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX posting_of_post ON posting (post_id) WHERE post_id IS NOT NULL;
CREATE INDEX forgotten_record ON forgotten (record_id);
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
CREATE INDEX submission_of_task ON submission (task_id);
CREATE INDEX submitted_field_of_submission ON submitted_field (submission_id);
CREATE INDEX choice_of_task ON choice (task_id, id);
CREATE INDEX practice_of_task ON practice (task_id, id);
CREATE TRIGGER forum_name_added AFTER INSERT ON forum_name WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'forum_name', new.id, NULL, '{}'
            FROM journal; END;
CREATE TRIGGER forum_name_changed AFTER UPDATE ON forum_name WHEN (SELECT command_id FROM journal) IS NOT NULL AND (new.id IS NOT old.id OR new.name IS NOT old.name OR new.folded IS NOT old.folded OR new.position IS NOT old.position OR new.made_at IS NOT old.made_at OR new.device_id IS NOT old.device_id)
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'forum_name', new.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'name' AS name, old.name AS value WHERE new.name IS NOT old.name UNION ALL SELECT 'folded' AS name, old.folded AS value WHERE new.folded IS NOT old.folded UNION ALL SELECT 'position' AS name, old.position AS value WHERE new.position IS NOT old.position UNION ALL SELECT 'made_at' AS name, old.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, old.device_id AS value WHERE new.device_id IS NOT old.device_id)), (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, new.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'name' AS name, new.name AS value WHERE new.name IS NOT old.name UNION ALL SELECT 'folded' AS name, new.folded AS value WHERE new.folded IS NOT old.folded UNION ALL SELECT 'position' AS name, new.position AS value WHERE new.position IS NOT old.position UNION ALL SELECT 'made_at' AS name, new.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, new.device_id AS value WHERE new.device_id IS NOT old.device_id))
            FROM journal; END;
CREATE TRIGGER forum_name_deleted AFTER DELETE ON forum_name WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'forum_name', old.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value UNION ALL SELECT 'name' AS name, old.name AS value UNION ALL SELECT 'folded' AS name, old.folded AS value UNION ALL SELECT 'position' AS name, old.position AS value UNION ALL SELECT 'made_at' AS name, old.made_at AS value UNION ALL SELECT 'device_id' AS name, old.device_id AS value)), NULL
            FROM journal; END;
CREATE TRIGGER same_person_added AFTER INSERT ON same_person WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'same_person', new.id, NULL, '{}'
            FROM journal; END;
CREATE TRIGGER same_person_changed AFTER UPDATE ON same_person WHEN (SELECT command_id FROM journal) IS NOT NULL AND (new.id IS NOT old.id OR new.folded IS NOT old.folded OR new.name IS NOT old.name OR new.made_at IS NOT old.made_at OR new.device_id IS NOT old.device_id)
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'same_person', new.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'folded' AS name, old.folded AS value WHERE new.folded IS NOT old.folded UNION ALL SELECT 'name' AS name, old.name AS value WHERE new.name IS NOT old.name UNION ALL SELECT 'made_at' AS name, old.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, old.device_id AS value WHERE new.device_id IS NOT old.device_id)), (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, new.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'folded' AS name, new.folded AS value WHERE new.folded IS NOT old.folded UNION ALL SELECT 'name' AS name, new.name AS value WHERE new.name IS NOT old.name UNION ALL SELECT 'made_at' AS name, new.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, new.device_id AS value WHERE new.device_id IS NOT old.device_id))
            FROM journal; END;
CREATE TRIGGER same_person_deleted AFTER DELETE ON same_person WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'same_person', old.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value UNION ALL SELECT 'folded' AS name, old.folded AS value UNION ALL SELECT 'name' AS name, old.name AS value UNION ALL SELECT 'made_at' AS name, old.made_at AS value UNION ALL SELECT 'device_id' AS name, old.device_id AS value)), NULL
            FROM journal; END;
CREATE TRIGGER question_added AFTER INSERT ON question WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'question', new.id, NULL, '{}'
            FROM journal; END;
CREATE TRIGGER question_changed AFTER UPDATE ON question WHEN (SELECT command_id FROM journal) IS NOT NULL AND (new.id IS NOT old.id OR new.discussion_id IS NOT old.discussion_id OR new.number IS NOT old.number OR new.text IS NOT old.text OR new.placeholder IS NOT old.placeholder OR new.source IS NOT old.source OR new.dropped_at IS NOT old.dropped_at OR new.made_at IS NOT old.made_at OR new.device_id IS NOT old.device_id)
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'question', new.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'discussion_id' AS name, old.discussion_id AS value WHERE new.discussion_id IS NOT old.discussion_id UNION ALL SELECT 'number' AS name, old.number AS value WHERE new.number IS NOT old.number UNION ALL SELECT 'text' AS name, old.text AS value WHERE new.text IS NOT old.text UNION ALL SELECT 'placeholder' AS name, old.placeholder AS value WHERE new.placeholder IS NOT old.placeholder UNION ALL SELECT 'source' AS name, old.source AS value WHERE new.source IS NOT old.source UNION ALL SELECT 'dropped_at' AS name, old.dropped_at AS value WHERE new.dropped_at IS NOT old.dropped_at UNION ALL SELECT 'made_at' AS name, old.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, old.device_id AS value WHERE new.device_id IS NOT old.device_id)), (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, new.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'discussion_id' AS name, new.discussion_id AS value WHERE new.discussion_id IS NOT old.discussion_id UNION ALL SELECT 'number' AS name, new.number AS value WHERE new.number IS NOT old.number UNION ALL SELECT 'text' AS name, new.text AS value WHERE new.text IS NOT old.text UNION ALL SELECT 'placeholder' AS name, new.placeholder AS value WHERE new.placeholder IS NOT old.placeholder UNION ALL SELECT 'source' AS name, new.source AS value WHERE new.source IS NOT old.source UNION ALL SELECT 'dropped_at' AS name, new.dropped_at AS value WHERE new.dropped_at IS NOT old.dropped_at UNION ALL SELECT 'made_at' AS name, new.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, new.device_id AS value WHERE new.device_id IS NOT old.device_id))
            FROM journal; END;
CREATE TRIGGER question_deleted AFTER DELETE ON question WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'question', old.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value UNION ALL SELECT 'discussion_id' AS name, old.discussion_id AS value UNION ALL SELECT 'number' AS name, old.number AS value UNION ALL SELECT 'text' AS name, old.text AS value UNION ALL SELECT 'placeholder' AS name, old.placeholder AS value UNION ALL SELECT 'source' AS name, old.source AS value UNION ALL SELECT 'dropped_at' AS name, old.dropped_at AS value UNION ALL SELECT 'made_at' AS name, old.made_at AS value UNION ALL SELECT 'device_id' AS name, old.device_id AS value)), NULL
            FROM journal; END;
CREATE TRIGGER task_added AFTER INSERT ON task WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'task', new.id, NULL, '{}'
            FROM journal; END;
CREATE TRIGGER task_changed AFTER UPDATE ON task WHEN (SELECT command_id FROM journal) IS NOT NULL AND (new.id IS NOT old.id OR new.program_id IS NOT old.program_id OR new.course_id IS NOT old.course_id OR new.discussion_id IS NOT old.discussion_id OR new.kind IS NOT old.kind OR new.number IS NOT old.number OR new.text IS NOT old.text OR new.optional IS NOT old.optional OR new.minimum IS NOT old.minimum OR new.source IS NOT old.source OR new.removed_at IS NOT old.removed_at OR new.made_at IS NOT old.made_at OR new.device_id IS NOT old.device_id)
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'task', new.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'program_id' AS name, old.program_id AS value WHERE new.program_id IS NOT old.program_id UNION ALL SELECT 'course_id' AS name, old.course_id AS value WHERE new.course_id IS NOT old.course_id UNION ALL SELECT 'discussion_id' AS name, old.discussion_id AS value WHERE new.discussion_id IS NOT old.discussion_id UNION ALL SELECT 'kind' AS name, old.kind AS value WHERE new.kind IS NOT old.kind UNION ALL SELECT 'number' AS name, old.number AS value WHERE new.number IS NOT old.number UNION ALL SELECT 'text' AS name, old.text AS value WHERE new.text IS NOT old.text UNION ALL SELECT 'optional' AS name, old.optional AS value WHERE new.optional IS NOT old.optional UNION ALL SELECT 'minimum' AS name, old.minimum AS value WHERE new.minimum IS NOT old.minimum UNION ALL SELECT 'source' AS name, old.source AS value WHERE new.source IS NOT old.source UNION ALL SELECT 'removed_at' AS name, old.removed_at AS value WHERE new.removed_at IS NOT old.removed_at UNION ALL SELECT 'made_at' AS name, old.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, old.device_id AS value WHERE new.device_id IS NOT old.device_id)), (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, new.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'program_id' AS name, new.program_id AS value WHERE new.program_id IS NOT old.program_id UNION ALL SELECT 'course_id' AS name, new.course_id AS value WHERE new.course_id IS NOT old.course_id UNION ALL SELECT 'discussion_id' AS name, new.discussion_id AS value WHERE new.discussion_id IS NOT old.discussion_id UNION ALL SELECT 'kind' AS name, new.kind AS value WHERE new.kind IS NOT old.kind UNION ALL SELECT 'number' AS name, new.number AS value WHERE new.number IS NOT old.number UNION ALL SELECT 'text' AS name, new.text AS value WHERE new.text IS NOT old.text UNION ALL SELECT 'optional' AS name, new.optional AS value WHERE new.optional IS NOT old.optional UNION ALL SELECT 'minimum' AS name, new.minimum AS value WHERE new.minimum IS NOT old.minimum UNION ALL SELECT 'source' AS name, new.source AS value WHERE new.source IS NOT old.source UNION ALL SELECT 'removed_at' AS name, new.removed_at AS value WHERE new.removed_at IS NOT old.removed_at UNION ALL SELECT 'made_at' AS name, new.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, new.device_id AS value WHERE new.device_id IS NOT old.device_id))
            FROM journal; END;
CREATE TRIGGER task_deleted AFTER DELETE ON task WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'task', old.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value UNION ALL SELECT 'program_id' AS name, old.program_id AS value UNION ALL SELECT 'course_id' AS name, old.course_id AS value UNION ALL SELECT 'discussion_id' AS name, old.discussion_id AS value UNION ALL SELECT 'kind' AS name, old.kind AS value UNION ALL SELECT 'number' AS name, old.number AS value UNION ALL SELECT 'text' AS name, old.text AS value UNION ALL SELECT 'optional' AS name, old.optional AS value UNION ALL SELECT 'minimum' AS name, old.minimum AS value UNION ALL SELECT 'source' AS name, old.source AS value UNION ALL SELECT 'removed_at' AS name, old.removed_at AS value UNION ALL SELECT 'made_at' AS name, old.made_at AS value UNION ALL SELECT 'device_id' AS name, old.device_id AS value)), NULL
            FROM journal; END;
CREATE TRIGGER wording_added AFTER INSERT ON wording WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'wording', new.id, NULL, '{}'
            FROM journal; END;
CREATE TRIGGER wording_changed AFTER UPDATE ON wording WHEN (SELECT command_id FROM journal) IS NOT NULL AND (new.id IS NOT old.id OR new.discussion_id IS NOT old.discussion_id OR new.text IS NOT old.text OR new.question_id IS NOT old.question_id OR new.made_at IS NOT old.made_at OR new.device_id IS NOT old.device_id)
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'wording', new.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'discussion_id' AS name, old.discussion_id AS value WHERE new.discussion_id IS NOT old.discussion_id UNION ALL SELECT 'text' AS name, old.text AS value WHERE new.text IS NOT old.text UNION ALL SELECT 'question_id' AS name, old.question_id AS value WHERE new.question_id IS NOT old.question_id UNION ALL SELECT 'made_at' AS name, old.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, old.device_id AS value WHERE new.device_id IS NOT old.device_id)), (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, new.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'discussion_id' AS name, new.discussion_id AS value WHERE new.discussion_id IS NOT old.discussion_id UNION ALL SELECT 'text' AS name, new.text AS value WHERE new.text IS NOT old.text UNION ALL SELECT 'question_id' AS name, new.question_id AS value WHERE new.question_id IS NOT old.question_id UNION ALL SELECT 'made_at' AS name, new.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, new.device_id AS value WHERE new.device_id IS NOT old.device_id))
            FROM journal; END;
CREATE TRIGGER wording_deleted AFTER DELETE ON wording WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'wording', old.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value UNION ALL SELECT 'discussion_id' AS name, old.discussion_id AS value UNION ALL SELECT 'text' AS name, old.text AS value UNION ALL SELECT 'question_id' AS name, old.question_id AS value UNION ALL SELECT 'made_at' AS name, old.made_at AS value UNION ALL SELECT 'device_id' AS name, old.device_id AS value)), NULL
            FROM journal; END;
CREATE TRIGGER thread_added AFTER INSERT ON thread WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'thread', new.id, NULL, '{}'
            FROM journal; END;
CREATE TRIGGER thread_changed AFTER UPDATE ON thread WHEN (SELECT command_id FROM journal) IS NOT NULL AND (new.id IS NOT old.id OR new.discussion_id IS NOT old.discussion_id OR new.forum_id IS NOT old.forum_id OR new.address IS NOT old.address OR new.title IS NOT old.title OR new.author IS NOT old.author OR new.posted_on IS NOT old.posted_on OR new.body IS NOT old.body OR new.asked IS NOT old.asked OR new.made_at IS NOT old.made_at OR new.device_id IS NOT old.device_id OR new.opening_id IS NOT old.opening_id OR new.saved_at IS NOT old.saved_at OR new.pages IS NOT old.pages OR new.pages_given IS NOT old.pages_given)
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'thread', new.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'discussion_id' AS name, old.discussion_id AS value WHERE new.discussion_id IS NOT old.discussion_id UNION ALL SELECT 'forum_id' AS name, old.forum_id AS value WHERE new.forum_id IS NOT old.forum_id UNION ALL SELECT 'address' AS name, old.address AS value WHERE new.address IS NOT old.address UNION ALL SELECT 'title' AS name, old.title AS value WHERE new.title IS NOT old.title UNION ALL SELECT 'author' AS name, old.author AS value WHERE new.author IS NOT old.author UNION ALL SELECT 'posted_on' AS name, old.posted_on AS value WHERE new.posted_on IS NOT old.posted_on UNION ALL SELECT 'body' AS name, old.body AS value WHERE new.body IS NOT old.body UNION ALL SELECT 'asked' AS name, old.asked AS value WHERE new.asked IS NOT old.asked UNION ALL SELECT 'made_at' AS name, old.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, old.device_id AS value WHERE new.device_id IS NOT old.device_id UNION ALL SELECT 'opening_id' AS name, old.opening_id AS value WHERE new.opening_id IS NOT old.opening_id UNION ALL SELECT 'saved_at' AS name, old.saved_at AS value WHERE new.saved_at IS NOT old.saved_at UNION ALL SELECT 'pages' AS name, old.pages AS value WHERE new.pages IS NOT old.pages UNION ALL SELECT 'pages_given' AS name, old.pages_given AS value WHERE new.pages_given IS NOT old.pages_given)), (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, new.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'discussion_id' AS name, new.discussion_id AS value WHERE new.discussion_id IS NOT old.discussion_id UNION ALL SELECT 'forum_id' AS name, new.forum_id AS value WHERE new.forum_id IS NOT old.forum_id UNION ALL SELECT 'address' AS name, new.address AS value WHERE new.address IS NOT old.address UNION ALL SELECT 'title' AS name, new.title AS value WHERE new.title IS NOT old.title UNION ALL SELECT 'author' AS name, new.author AS value WHERE new.author IS NOT old.author UNION ALL SELECT 'posted_on' AS name, new.posted_on AS value WHERE new.posted_on IS NOT old.posted_on UNION ALL SELECT 'body' AS name, new.body AS value WHERE new.body IS NOT old.body UNION ALL SELECT 'asked' AS name, new.asked AS value WHERE new.asked IS NOT old.asked UNION ALL SELECT 'made_at' AS name, new.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, new.device_id AS value WHERE new.device_id IS NOT old.device_id UNION ALL SELECT 'opening_id' AS name, new.opening_id AS value WHERE new.opening_id IS NOT old.opening_id UNION ALL SELECT 'saved_at' AS name, new.saved_at AS value WHERE new.saved_at IS NOT old.saved_at UNION ALL SELECT 'pages' AS name, new.pages AS value WHERE new.pages IS NOT old.pages UNION ALL SELECT 'pages_given' AS name, new.pages_given AS value WHERE new.pages_given IS NOT old.pages_given))
            FROM journal; END;
CREATE TRIGGER thread_deleted AFTER DELETE ON thread WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'thread', old.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value UNION ALL SELECT 'discussion_id' AS name, old.discussion_id AS value UNION ALL SELECT 'forum_id' AS name, old.forum_id AS value UNION ALL SELECT 'address' AS name, old.address AS value UNION ALL SELECT 'title' AS name, old.title AS value UNION ALL SELECT 'author' AS name, old.author AS value UNION ALL SELECT 'posted_on' AS name, old.posted_on AS value UNION ALL SELECT 'body' AS name, old.body AS value UNION ALL SELECT 'asked' AS name, old.asked AS value UNION ALL SELECT 'made_at' AS name, old.made_at AS value UNION ALL SELECT 'device_id' AS name, old.device_id AS value UNION ALL SELECT 'opening_id' AS name, old.opening_id AS value UNION ALL SELECT 'saved_at' AS name, old.saved_at AS value UNION ALL SELECT 'pages' AS name, old.pages AS value UNION ALL SELECT 'pages_given' AS name, old.pages_given AS value)), NULL
            FROM journal; END;
CREATE TRIGGER post_added AFTER INSERT ON post WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'post', new.id, NULL, '{}'
            FROM journal; END;
CREATE TRIGGER post_changed AFTER UPDATE ON post WHEN (SELECT command_id FROM journal) IS NOT NULL AND (new.id IS NOT old.id OR new.thread_id IS NOT old.thread_id OR new.position IS NOT old.position OR new.author IS NOT old.author OR new.date IS NOT old.date OR new.kind IS NOT old.kind OR new.parent_id IS NOT old.parent_id OR new.text IS NOT old.text OR new.how IS NOT old.how OR new.made_at IS NOT old.made_at OR new.device_id IS NOT old.device_id OR new.forum_id IS NOT old.forum_id OR new.answers_to IS NOT old.answers_to OR new.page IS NOT old.page OR new.saved_at IS NOT old.saved_at)
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'post', new.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'thread_id' AS name, old.thread_id AS value WHERE new.thread_id IS NOT old.thread_id UNION ALL SELECT 'position' AS name, old.position AS value WHERE new.position IS NOT old.position UNION ALL SELECT 'author' AS name, old.author AS value WHERE new.author IS NOT old.author UNION ALL SELECT 'date' AS name, old.date AS value WHERE new.date IS NOT old.date UNION ALL SELECT 'kind' AS name, old.kind AS value WHERE new.kind IS NOT old.kind UNION ALL SELECT 'parent_id' AS name, old.parent_id AS value WHERE new.parent_id IS NOT old.parent_id UNION ALL SELECT 'text' AS name, old.text AS value WHERE new.text IS NOT old.text UNION ALL SELECT 'how' AS name, old.how AS value WHERE new.how IS NOT old.how UNION ALL SELECT 'made_at' AS name, old.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, old.device_id AS value WHERE new.device_id IS NOT old.device_id UNION ALL SELECT 'forum_id' AS name, old.forum_id AS value WHERE new.forum_id IS NOT old.forum_id UNION ALL SELECT 'answers_to' AS name, old.answers_to AS value WHERE new.answers_to IS NOT old.answers_to UNION ALL SELECT 'page' AS name, old.page AS value WHERE new.page IS NOT old.page UNION ALL SELECT 'saved_at' AS name, old.saved_at AS value WHERE new.saved_at IS NOT old.saved_at)), (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, new.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'thread_id' AS name, new.thread_id AS value WHERE new.thread_id IS NOT old.thread_id UNION ALL SELECT 'position' AS name, new.position AS value WHERE new.position IS NOT old.position UNION ALL SELECT 'author' AS name, new.author AS value WHERE new.author IS NOT old.author UNION ALL SELECT 'date' AS name, new.date AS value WHERE new.date IS NOT old.date UNION ALL SELECT 'kind' AS name, new.kind AS value WHERE new.kind IS NOT old.kind UNION ALL SELECT 'parent_id' AS name, new.parent_id AS value WHERE new.parent_id IS NOT old.parent_id UNION ALL SELECT 'text' AS name, new.text AS value WHERE new.text IS NOT old.text UNION ALL SELECT 'how' AS name, new.how AS value WHERE new.how IS NOT old.how UNION ALL SELECT 'made_at' AS name, new.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, new.device_id AS value WHERE new.device_id IS NOT old.device_id UNION ALL SELECT 'forum_id' AS name, new.forum_id AS value WHERE new.forum_id IS NOT old.forum_id UNION ALL SELECT 'answers_to' AS name, new.answers_to AS value WHERE new.answers_to IS NOT old.answers_to UNION ALL SELECT 'page' AS name, new.page AS value WHERE new.page IS NOT old.page UNION ALL SELECT 'saved_at' AS name, new.saved_at AS value WHERE new.saved_at IS NOT old.saved_at))
            FROM journal; END;
CREATE TRIGGER post_deleted AFTER DELETE ON post WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'post', old.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value UNION ALL SELECT 'thread_id' AS name, old.thread_id AS value UNION ALL SELECT 'position' AS name, old.position AS value UNION ALL SELECT 'author' AS name, old.author AS value UNION ALL SELECT 'date' AS name, old.date AS value UNION ALL SELECT 'kind' AS name, old.kind AS value UNION ALL SELECT 'parent_id' AS name, old.parent_id AS value UNION ALL SELECT 'text' AS name, old.text AS value UNION ALL SELECT 'how' AS name, old.how AS value UNION ALL SELECT 'made_at' AS name, old.made_at AS value UNION ALL SELECT 'device_id' AS name, old.device_id AS value UNION ALL SELECT 'forum_id' AS name, old.forum_id AS value UNION ALL SELECT 'answers_to' AS name, old.answers_to AS value UNION ALL SELECT 'page' AS name, old.page AS value UNION ALL SELECT 'saved_at' AS name, old.saved_at AS value)), NULL
            FROM journal; END;
CREATE TRIGGER answer_added AFTER INSERT ON answer WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'answer', new.id, NULL, '{}'
            FROM journal; END;
CREATE TRIGGER answer_changed AFTER UPDATE ON answer WHEN (SELECT command_id FROM journal) IS NOT NULL AND (new.id IS NOT old.id OR new.discussion_id IS NOT old.discussion_id OR new.question_id IS NOT old.question_id OR new.made_at IS NOT old.made_at OR new.device_id IS NOT old.device_id)
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'answer', new.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'discussion_id' AS name, old.discussion_id AS value WHERE new.discussion_id IS NOT old.discussion_id UNION ALL SELECT 'question_id' AS name, old.question_id AS value WHERE new.question_id IS NOT old.question_id UNION ALL SELECT 'made_at' AS name, old.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, old.device_id AS value WHERE new.device_id IS NOT old.device_id)), (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, new.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'discussion_id' AS name, new.discussion_id AS value WHERE new.discussion_id IS NOT old.discussion_id UNION ALL SELECT 'question_id' AS name, new.question_id AS value WHERE new.question_id IS NOT old.question_id UNION ALL SELECT 'made_at' AS name, new.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, new.device_id AS value WHERE new.device_id IS NOT old.device_id))
            FROM journal; END;
CREATE TRIGGER answer_deleted AFTER DELETE ON answer WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'answer', old.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value UNION ALL SELECT 'discussion_id' AS name, old.discussion_id AS value UNION ALL SELECT 'question_id' AS name, old.question_id AS value UNION ALL SELECT 'made_at' AS name, old.made_at AS value UNION ALL SELECT 'device_id' AS name, old.device_id AS value)), NULL
            FROM journal; END;
CREATE TRIGGER peer_reply_added AFTER INSERT ON peer_reply WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'peer_reply', new.id, NULL, '{}'
            FROM journal; END;
CREATE TRIGGER peer_reply_changed AFTER UPDATE ON peer_reply WHEN (SELECT command_id FROM journal) IS NOT NULL AND (new.id IS NOT old.id OR new.discussion_id IS NOT old.discussion_id OR new.peer IS NOT old.peer OR new.post_id IS NOT old.post_id OR new.removed_at IS NOT old.removed_at OR new.made_at IS NOT old.made_at OR new.device_id IS NOT old.device_id)
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'peer_reply', new.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'discussion_id' AS name, old.discussion_id AS value WHERE new.discussion_id IS NOT old.discussion_id UNION ALL SELECT 'peer' AS name, old.peer AS value WHERE new.peer IS NOT old.peer UNION ALL SELECT 'post_id' AS name, old.post_id AS value WHERE new.post_id IS NOT old.post_id UNION ALL SELECT 'removed_at' AS name, old.removed_at AS value WHERE new.removed_at IS NOT old.removed_at UNION ALL SELECT 'made_at' AS name, old.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, old.device_id AS value WHERE new.device_id IS NOT old.device_id)), (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, new.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'discussion_id' AS name, new.discussion_id AS value WHERE new.discussion_id IS NOT old.discussion_id UNION ALL SELECT 'peer' AS name, new.peer AS value WHERE new.peer IS NOT old.peer UNION ALL SELECT 'post_id' AS name, new.post_id AS value WHERE new.post_id IS NOT old.post_id UNION ALL SELECT 'removed_at' AS name, new.removed_at AS value WHERE new.removed_at IS NOT old.removed_at UNION ALL SELECT 'made_at' AS name, new.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, new.device_id AS value WHERE new.device_id IS NOT old.device_id))
            FROM journal; END;
CREATE TRIGGER peer_reply_deleted AFTER DELETE ON peer_reply WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'peer_reply', old.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value UNION ALL SELECT 'discussion_id' AS name, old.discussion_id AS value UNION ALL SELECT 'peer' AS name, old.peer AS value UNION ALL SELECT 'post_id' AS name, old.post_id AS value UNION ALL SELECT 'removed_at' AS name, old.removed_at AS value UNION ALL SELECT 'made_at' AS name, old.made_at AS value UNION ALL SELECT 'device_id' AS name, old.device_id AS value)), NULL
            FROM journal; END;
CREATE TRIGGER version_added AFTER INSERT ON version WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'version', new.id, NULL, '{}'
            FROM journal; END;
CREATE TRIGGER version_changed AFTER UPDATE ON version WHEN (SELECT command_id FROM journal) IS NOT NULL AND (new.id IS NOT old.id OR new.answer_id IS NOT old.answer_id OR new.peer_reply_id IS NOT old.peer_reply_id OR new.text IS NOT old.text OR new.digest IS NOT old.digest OR new.source IS NOT old.source OR new.post_id IS NOT old.post_id OR new.disowned_at IS NOT old.disowned_at OR new.at IS NOT old.at OR new.made_at IS NOT old.made_at OR new.device_id IS NOT old.device_id)
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'version', new.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'answer_id' AS name, old.answer_id AS value WHERE new.answer_id IS NOT old.answer_id UNION ALL SELECT 'peer_reply_id' AS name, old.peer_reply_id AS value WHERE new.peer_reply_id IS NOT old.peer_reply_id UNION ALL SELECT 'text' AS name, old.text AS value WHERE new.text IS NOT old.text UNION ALL SELECT 'digest' AS name, old.digest AS value WHERE new.digest IS NOT old.digest UNION ALL SELECT 'source' AS name, old.source AS value WHERE new.source IS NOT old.source UNION ALL SELECT 'post_id' AS name, old.post_id AS value WHERE new.post_id IS NOT old.post_id UNION ALL SELECT 'disowned_at' AS name, old.disowned_at AS value WHERE new.disowned_at IS NOT old.disowned_at UNION ALL SELECT 'at' AS name, old.at AS value WHERE new.at IS NOT old.at UNION ALL SELECT 'made_at' AS name, old.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, old.device_id AS value WHERE new.device_id IS NOT old.device_id)), (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, new.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'answer_id' AS name, new.answer_id AS value WHERE new.answer_id IS NOT old.answer_id UNION ALL SELECT 'peer_reply_id' AS name, new.peer_reply_id AS value WHERE new.peer_reply_id IS NOT old.peer_reply_id UNION ALL SELECT 'text' AS name, new.text AS value WHERE new.text IS NOT old.text UNION ALL SELECT 'digest' AS name, new.digest AS value WHERE new.digest IS NOT old.digest UNION ALL SELECT 'source' AS name, new.source AS value WHERE new.source IS NOT old.source UNION ALL SELECT 'post_id' AS name, new.post_id AS value WHERE new.post_id IS NOT old.post_id UNION ALL SELECT 'disowned_at' AS name, new.disowned_at AS value WHERE new.disowned_at IS NOT old.disowned_at UNION ALL SELECT 'at' AS name, new.at AS value WHERE new.at IS NOT old.at UNION ALL SELECT 'made_at' AS name, new.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, new.device_id AS value WHERE new.device_id IS NOT old.device_id))
            FROM journal; END;
CREATE TRIGGER version_deleted AFTER DELETE ON version WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'version', old.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value UNION ALL SELECT 'answer_id' AS name, old.answer_id AS value UNION ALL SELECT 'peer_reply_id' AS name, old.peer_reply_id AS value UNION ALL SELECT 'text' AS name, old.text AS value UNION ALL SELECT 'digest' AS name, old.digest AS value UNION ALL SELECT 'source' AS name, old.source AS value UNION ALL SELECT 'post_id' AS name, old.post_id AS value UNION ALL SELECT 'disowned_at' AS name, old.disowned_at AS value UNION ALL SELECT 'at' AS name, old.at AS value UNION ALL SELECT 'made_at' AS name, old.made_at AS value UNION ALL SELECT 'device_id' AS name, old.device_id AS value)), NULL
            FROM journal; END;
CREATE TRIGGER posting_added AFTER INSERT ON posting WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'posting', new.id, NULL, '{}'
            FROM journal; END;
CREATE TRIGGER posting_changed AFTER UPDATE ON posting WHEN (SELECT command_id FROM journal) IS NOT NULL AND (new.id IS NOT old.id OR new.version_id IS NOT old.version_id OR new.posted_on IS NOT old.posted_on OR new.address IS NOT old.address OR new.post_id IS NOT old.post_id OR new.withdrawn_at IS NOT old.withdrawn_at OR new.made_at IS NOT old.made_at OR new.device_id IS NOT old.device_id)
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'posting', new.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'version_id' AS name, old.version_id AS value WHERE new.version_id IS NOT old.version_id UNION ALL SELECT 'posted_on' AS name, old.posted_on AS value WHERE new.posted_on IS NOT old.posted_on UNION ALL SELECT 'address' AS name, old.address AS value WHERE new.address IS NOT old.address UNION ALL SELECT 'post_id' AS name, old.post_id AS value WHERE new.post_id IS NOT old.post_id UNION ALL SELECT 'withdrawn_at' AS name, old.withdrawn_at AS value WHERE new.withdrawn_at IS NOT old.withdrawn_at UNION ALL SELECT 'made_at' AS name, old.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, old.device_id AS value WHERE new.device_id IS NOT old.device_id)), (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, new.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'version_id' AS name, new.version_id AS value WHERE new.version_id IS NOT old.version_id UNION ALL SELECT 'posted_on' AS name, new.posted_on AS value WHERE new.posted_on IS NOT old.posted_on UNION ALL SELECT 'address' AS name, new.address AS value WHERE new.address IS NOT old.address UNION ALL SELECT 'post_id' AS name, new.post_id AS value WHERE new.post_id IS NOT old.post_id UNION ALL SELECT 'withdrawn_at' AS name, new.withdrawn_at AS value WHERE new.withdrawn_at IS NOT old.withdrawn_at UNION ALL SELECT 'made_at' AS name, new.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, new.device_id AS value WHERE new.device_id IS NOT old.device_id))
            FROM journal; END;
CREATE TRIGGER posting_deleted AFTER DELETE ON posting WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'posting', old.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value UNION ALL SELECT 'version_id' AS name, old.version_id AS value UNION ALL SELECT 'posted_on' AS name, old.posted_on AS value UNION ALL SELECT 'address' AS name, old.address AS value UNION ALL SELECT 'post_id' AS name, old.post_id AS value UNION ALL SELECT 'withdrawn_at' AS name, old.withdrawn_at AS value UNION ALL SELECT 'made_at' AS name, old.made_at AS value UNION ALL SELECT 'device_id' AS name, old.device_id AS value)), NULL
            FROM journal; END;
CREATE TRIGGER tick_added AFTER INSERT ON tick WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'tick', new.id, NULL, '{}'
            FROM journal; END;
CREATE TRIGGER tick_changed AFTER UPDATE ON tick WHEN (SELECT command_id FROM journal) IS NOT NULL AND (new.id IS NOT old.id OR new.task_id IS NOT old.task_id OR new.outcome IS NOT old.outcome OR new.on_day IS NOT old.on_day OR new.score IS NOT old.score OR new.made_at IS NOT old.made_at OR new.device_id IS NOT old.device_id)
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'tick', new.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'task_id' AS name, old.task_id AS value WHERE new.task_id IS NOT old.task_id UNION ALL SELECT 'outcome' AS name, old.outcome AS value WHERE new.outcome IS NOT old.outcome UNION ALL SELECT 'on_day' AS name, old.on_day AS value WHERE new.on_day IS NOT old.on_day UNION ALL SELECT 'score' AS name, old.score AS value WHERE new.score IS NOT old.score UNION ALL SELECT 'made_at' AS name, old.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, old.device_id AS value WHERE new.device_id IS NOT old.device_id)), (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, new.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'task_id' AS name, new.task_id AS value WHERE new.task_id IS NOT old.task_id UNION ALL SELECT 'outcome' AS name, new.outcome AS value WHERE new.outcome IS NOT old.outcome UNION ALL SELECT 'on_day' AS name, new.on_day AS value WHERE new.on_day IS NOT old.on_day UNION ALL SELECT 'score' AS name, new.score AS value WHERE new.score IS NOT old.score UNION ALL SELECT 'made_at' AS name, new.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, new.device_id AS value WHERE new.device_id IS NOT old.device_id))
            FROM journal; END;
CREATE TRIGGER tick_deleted AFTER DELETE ON tick WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'tick', old.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value UNION ALL SELECT 'task_id' AS name, old.task_id AS value UNION ALL SELECT 'outcome' AS name, old.outcome AS value UNION ALL SELECT 'on_day' AS name, old.on_day AS value UNION ALL SELECT 'score' AS name, old.score AS value UNION ALL SELECT 'made_at' AS name, old.made_at AS value UNION ALL SELECT 'device_id' AS name, old.device_id AS value)), NULL
            FROM journal; END;
CREATE TRIGGER note_added AFTER INSERT ON note WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'note', new.id, NULL, '{}'
            FROM journal; END;
CREATE TRIGGER note_changed AFTER UPDATE ON note WHEN (SELECT command_id FROM journal) IS NOT NULL AND (new.id IS NOT old.id OR new.program_id IS NOT old.program_id OR new.course_id IS NOT old.course_id OR new.discussion_id IS NOT old.discussion_id OR new.question_id IS NOT old.question_id OR new.task_id IS NOT old.task_id OR new.peer_reply_id IS NOT old.peer_reply_id OR new.text IS NOT old.text OR new.made_at IS NOT old.made_at OR new.device_id IS NOT old.device_id OR new.removed_at IS NOT old.removed_at)
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'note', new.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'program_id' AS name, old.program_id AS value WHERE new.program_id IS NOT old.program_id UNION ALL SELECT 'course_id' AS name, old.course_id AS value WHERE new.course_id IS NOT old.course_id UNION ALL SELECT 'discussion_id' AS name, old.discussion_id AS value WHERE new.discussion_id IS NOT old.discussion_id UNION ALL SELECT 'question_id' AS name, old.question_id AS value WHERE new.question_id IS NOT old.question_id UNION ALL SELECT 'task_id' AS name, old.task_id AS value WHERE new.task_id IS NOT old.task_id UNION ALL SELECT 'peer_reply_id' AS name, old.peer_reply_id AS value WHERE new.peer_reply_id IS NOT old.peer_reply_id UNION ALL SELECT 'text' AS name, old.text AS value WHERE new.text IS NOT old.text UNION ALL SELECT 'made_at' AS name, old.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, old.device_id AS value WHERE new.device_id IS NOT old.device_id UNION ALL SELECT 'removed_at' AS name, old.removed_at AS value WHERE new.removed_at IS NOT old.removed_at)), (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, new.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'program_id' AS name, new.program_id AS value WHERE new.program_id IS NOT old.program_id UNION ALL SELECT 'course_id' AS name, new.course_id AS value WHERE new.course_id IS NOT old.course_id UNION ALL SELECT 'discussion_id' AS name, new.discussion_id AS value WHERE new.discussion_id IS NOT old.discussion_id UNION ALL SELECT 'question_id' AS name, new.question_id AS value WHERE new.question_id IS NOT old.question_id UNION ALL SELECT 'task_id' AS name, new.task_id AS value WHERE new.task_id IS NOT old.task_id UNION ALL SELECT 'peer_reply_id' AS name, new.peer_reply_id AS value WHERE new.peer_reply_id IS NOT old.peer_reply_id UNION ALL SELECT 'text' AS name, new.text AS value WHERE new.text IS NOT old.text UNION ALL SELECT 'made_at' AS name, new.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, new.device_id AS value WHERE new.device_id IS NOT old.device_id UNION ALL SELECT 'removed_at' AS name, new.removed_at AS value WHERE new.removed_at IS NOT old.removed_at))
            FROM journal; END;
CREATE TRIGGER note_deleted AFTER DELETE ON note WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'note', old.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value UNION ALL SELECT 'program_id' AS name, old.program_id AS value UNION ALL SELECT 'course_id' AS name, old.course_id AS value UNION ALL SELECT 'discussion_id' AS name, old.discussion_id AS value UNION ALL SELECT 'question_id' AS name, old.question_id AS value UNION ALL SELECT 'task_id' AS name, old.task_id AS value UNION ALL SELECT 'peer_reply_id' AS name, old.peer_reply_id AS value UNION ALL SELECT 'text' AS name, old.text AS value UNION ALL SELECT 'made_at' AS name, old.made_at AS value UNION ALL SELECT 'device_id' AS name, old.device_id AS value UNION ALL SELECT 'removed_at' AS name, old.removed_at AS value)), NULL
            FROM journal; END;
CREATE TRIGGER question_found AFTER INSERT ON question WHEN 1
                BEGIN INSERT INTO search_entry (record_id, kind) SELECT new.id, 'question' WHERE 1;
        INSERT INTO search_text (rowid, text) SELECT number, search_folded(new.text) FROM search_entry WHERE record_id = new.id; END;
CREATE TRIGGER question_found_anew AFTER UPDATE ON question WHEN new.text IS NOT old.text
                BEGIN DELETE FROM search_text WHERE rowid = (SELECT number FROM search_entry WHERE record_id = old.id);
        DELETE FROM search_entry WHERE record_id = old.id; INSERT INTO search_entry (record_id, kind) SELECT new.id, 'question' WHERE 1;
        INSERT INTO search_text (rowid, text) SELECT number, search_folded(new.text) FROM search_entry WHERE record_id = new.id; END;
CREATE TRIGGER question_no_longer_found AFTER DELETE ON question BEGIN DELETE FROM search_text WHERE rowid = (SELECT number FROM search_entry WHERE record_id = old.id);
        DELETE FROM search_entry WHERE record_id = old.id; END;
CREATE TRIGGER note_found AFTER INSERT ON note WHEN new.removed_at IS NULL
                BEGIN INSERT INTO search_entry (record_id, kind) SELECT new.id, 'note' WHERE 1;
        INSERT INTO search_text (rowid, text) SELECT number, search_folded(new.text) FROM search_entry WHERE record_id = new.id; END;
CREATE TRIGGER note_found_anew AFTER UPDATE ON note WHEN new.text IS NOT old.text OR new.removed_at IS NOT old.removed_at
                BEGIN DELETE FROM search_text WHERE rowid = (SELECT number FROM search_entry WHERE record_id = old.id);
        DELETE FROM search_entry WHERE record_id = old.id; INSERT INTO search_entry (record_id, kind) SELECT new.id, 'note' WHERE new.removed_at IS NULL;
        INSERT INTO search_text (rowid, text) SELECT number, search_folded(new.text) FROM search_entry WHERE record_id = new.id; END;
CREATE TRIGGER note_no_longer_found AFTER DELETE ON note BEGIN DELETE FROM search_text WHERE rowid = (SELECT number FROM search_entry WHERE record_id = old.id);
        DELETE FROM search_entry WHERE record_id = old.id; END;
CREATE TRIGGER post_found AFTER INSERT ON post WHEN 1
                BEGIN INSERT INTO search_entry (record_id, kind) SELECT new.id, 'post' WHERE 1;
        INSERT INTO search_text (rowid, text) SELECT number, search_folded(new.text) FROM search_entry WHERE record_id = new.id; END;
CREATE TRIGGER post_found_anew AFTER UPDATE ON post WHEN new.text IS NOT old.text
                BEGIN DELETE FROM search_text WHERE rowid = (SELECT number FROM search_entry WHERE record_id = old.id);
        DELETE FROM search_entry WHERE record_id = old.id; INSERT INTO search_entry (record_id, kind) SELECT new.id, 'post' WHERE 1;
        INSERT INTO search_text (rowid, text) SELECT number, search_folded(new.text) FROM search_entry WHERE record_id = new.id; END;
CREATE TRIGGER post_no_longer_found AFTER DELETE ON post BEGIN DELETE FROM search_text WHERE rowid = (SELECT number FROM search_entry WHERE record_id = old.id);
        DELETE FROM search_entry WHERE record_id = old.id; END;
CREATE TRIGGER thread_found AFTER INSERT ON thread WHEN 1
                BEGIN INSERT INTO search_entry (record_id, kind) SELECT new.id, 'post' WHERE 1;
        INSERT INTO search_text (rowid, text) SELECT number, search_folded(new.body) FROM search_entry WHERE record_id = new.id; END;
CREATE TRIGGER thread_found_anew AFTER UPDATE ON thread WHEN new.body IS NOT old.body
                BEGIN DELETE FROM search_text WHERE rowid = (SELECT number FROM search_entry WHERE record_id = old.id);
        DELETE FROM search_entry WHERE record_id = old.id; INSERT INTO search_entry (record_id, kind) SELECT new.id, 'post' WHERE 1;
        INSERT INTO search_text (rowid, text) SELECT number, search_folded(new.body) FROM search_entry WHERE record_id = new.id; END;
CREATE TRIGGER thread_no_longer_found AFTER DELETE ON thread BEGIN DELETE FROM search_text WHERE rowid = (SELECT number FROM search_entry WHERE record_id = old.id);
        DELETE FROM search_entry WHERE record_id = old.id; END;
CREATE TRIGGER version_of_answer_found AFTER INSERT ON version WHEN new.answer_id IS NOT NULL
                BEGIN DELETE FROM search_text WHERE rowid = (SELECT number FROM search_entry WHERE record_id = new.answer_id);
        DELETE FROM search_entry WHERE record_id = new.answer_id; INSERT INTO search_entry (record_id, kind) SELECT answer_id, 'answer' FROM (SELECT answer_id, text FROM version WHERE answer_id = new.answer_id AND disowned_at IS NULL
        ORDER BY at DESC, id DESC LIMIT 1);
        INSERT INTO search_text (rowid, text) SELECT number, search_folded(current.text)
            FROM search_entry JOIN (SELECT answer_id, text FROM version WHERE answer_id = new.answer_id AND disowned_at IS NULL
        ORDER BY at DESC, id DESC LIMIT 1) AS current ON current.answer_id = search_entry.record_id; END;
CREATE TRIGGER version_of_answer_found_anew AFTER UPDATE ON version
                WHEN new.text IS NOT old.text OR new.disowned_at IS NOT old.disowned_at OR new.at IS NOT old.at OR new.answer_id IS NOT old.answer_id
                BEGIN
                    DELETE FROM search_text WHERE rowid = (SELECT number FROM search_entry WHERE record_id = old.answer_id);
        DELETE FROM search_entry WHERE record_id = old.answer_id; INSERT INTO search_entry (record_id, kind) SELECT answer_id, 'answer' FROM (SELECT answer_id, text FROM version WHERE answer_id = old.answer_id AND disowned_at IS NULL
        ORDER BY at DESC, id DESC LIMIT 1);
        INSERT INTO search_text (rowid, text) SELECT number, search_folded(current.text)
            FROM search_entry JOIN (SELECT answer_id, text FROM version WHERE answer_id = old.answer_id AND disowned_at IS NULL
        ORDER BY at DESC, id DESC LIMIT 1) AS current ON current.answer_id = search_entry.record_id;
                    DELETE FROM search_text WHERE rowid = (SELECT number FROM search_entry WHERE record_id = new.answer_id);
        DELETE FROM search_entry WHERE record_id = new.answer_id; INSERT INTO search_entry (record_id, kind) SELECT answer_id, 'answer' FROM (SELECT answer_id, text FROM version WHERE answer_id = new.answer_id AND disowned_at IS NULL
        ORDER BY at DESC, id DESC LIMIT 1);
        INSERT INTO search_text (rowid, text) SELECT number, search_folded(current.text)
            FROM search_entry JOIN (SELECT answer_id, text FROM version WHERE answer_id = new.answer_id AND disowned_at IS NULL
        ORDER BY at DESC, id DESC LIMIT 1) AS current ON current.answer_id = search_entry.record_id;
                END;
CREATE TRIGGER version_of_answer_no_longer_found AFTER DELETE ON version WHEN old.answer_id IS NOT NULL
                BEGIN DELETE FROM search_text WHERE rowid = (SELECT number FROM search_entry WHERE record_id = old.answer_id);
        DELETE FROM search_entry WHERE record_id = old.answer_id; INSERT INTO search_entry (record_id, kind) SELECT answer_id, 'answer' FROM (SELECT answer_id, text FROM version WHERE answer_id = old.answer_id AND disowned_at IS NULL
        ORDER BY at DESC, id DESC LIMIT 1);
        INSERT INTO search_text (rowid, text) SELECT number, search_folded(current.text)
            FROM search_entry JOIN (SELECT answer_id, text FROM version WHERE answer_id = old.answer_id AND disowned_at IS NULL
        ORDER BY at DESC, id DESC LIMIT 1) AS current ON current.answer_id = search_entry.record_id; END;
CREATE TRIGGER version_of_peer_reply_found AFTER INSERT ON version WHEN new.peer_reply_id IS NOT NULL
                BEGIN DELETE FROM search_text WHERE rowid = (SELECT number FROM search_entry WHERE record_id = new.peer_reply_id);
        DELETE FROM search_entry WHERE record_id = new.peer_reply_id; INSERT INTO search_entry (record_id, kind) SELECT peer_reply_id, 'reply' FROM (SELECT peer_reply_id, text FROM version WHERE peer_reply_id = new.peer_reply_id AND disowned_at IS NULL
        ORDER BY at DESC, id DESC LIMIT 1);
        INSERT INTO search_text (rowid, text) SELECT number, search_folded(current.text)
            FROM search_entry JOIN (SELECT peer_reply_id, text FROM version WHERE peer_reply_id = new.peer_reply_id AND disowned_at IS NULL
        ORDER BY at DESC, id DESC LIMIT 1) AS current ON current.peer_reply_id = search_entry.record_id; END;
CREATE TRIGGER version_of_peer_reply_found_anew AFTER UPDATE ON version
                WHEN new.text IS NOT old.text OR new.disowned_at IS NOT old.disowned_at OR new.at IS NOT old.at OR new.peer_reply_id IS NOT old.peer_reply_id
                BEGIN
                    DELETE FROM search_text WHERE rowid = (SELECT number FROM search_entry WHERE record_id = old.peer_reply_id);
        DELETE FROM search_entry WHERE record_id = old.peer_reply_id; INSERT INTO search_entry (record_id, kind) SELECT peer_reply_id, 'reply' FROM (SELECT peer_reply_id, text FROM version WHERE peer_reply_id = old.peer_reply_id AND disowned_at IS NULL
        ORDER BY at DESC, id DESC LIMIT 1);
        INSERT INTO search_text (rowid, text) SELECT number, search_folded(current.text)
            FROM search_entry JOIN (SELECT peer_reply_id, text FROM version WHERE peer_reply_id = old.peer_reply_id AND disowned_at IS NULL
        ORDER BY at DESC, id DESC LIMIT 1) AS current ON current.peer_reply_id = search_entry.record_id;
                    DELETE FROM search_text WHERE rowid = (SELECT number FROM search_entry WHERE record_id = new.peer_reply_id);
        DELETE FROM search_entry WHERE record_id = new.peer_reply_id; INSERT INTO search_entry (record_id, kind) SELECT peer_reply_id, 'reply' FROM (SELECT peer_reply_id, text FROM version WHERE peer_reply_id = new.peer_reply_id AND disowned_at IS NULL
        ORDER BY at DESC, id DESC LIMIT 1);
        INSERT INTO search_text (rowid, text) SELECT number, search_folded(current.text)
            FROM search_entry JOIN (SELECT peer_reply_id, text FROM version WHERE peer_reply_id = new.peer_reply_id AND disowned_at IS NULL
        ORDER BY at DESC, id DESC LIMIT 1) AS current ON current.peer_reply_id = search_entry.record_id;
                END;
CREATE TRIGGER version_of_peer_reply_no_longer_found AFTER DELETE ON version WHEN old.peer_reply_id IS NOT NULL
                BEGIN DELETE FROM search_text WHERE rowid = (SELECT number FROM search_entry WHERE record_id = old.peer_reply_id);
        DELETE FROM search_entry WHERE record_id = old.peer_reply_id; INSERT INTO search_entry (record_id, kind) SELECT peer_reply_id, 'reply' FROM (SELECT peer_reply_id, text FROM version WHERE peer_reply_id = old.peer_reply_id AND disowned_at IS NULL
        ORDER BY at DESC, id DESC LIMIT 1);
        INSERT INTO search_text (rowid, text) SELECT number, search_folded(current.text)
            FROM search_entry JOIN (SELECT peer_reply_id, text FROM version WHERE peer_reply_id = old.peer_reply_id AND disowned_at IS NULL
        ORDER BY at DESC, id DESC LIMIT 1) AS current ON current.peer_reply_id = search_entry.record_id; END;
CREATE TRIGGER form_added AFTER INSERT ON form WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'form', new.id, NULL, '{}'
            FROM journal; END;
CREATE TRIGGER form_changed AFTER UPDATE ON form WHEN (SELECT command_id FROM journal) IS NOT NULL AND (new.id IS NOT old.id OR new.task_id IS NOT old.task_id OR new.title IS NOT old.title OR new.address IS NOT old.address OR new.fields IS NOT old.fields OR new.made_at IS NOT old.made_at OR new.device_id IS NOT old.device_id)
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'form', new.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'task_id' AS name, old.task_id AS value WHERE new.task_id IS NOT old.task_id UNION ALL SELECT 'title' AS name, old.title AS value WHERE new.title IS NOT old.title UNION ALL SELECT 'address' AS name, old.address AS value WHERE new.address IS NOT old.address UNION ALL SELECT 'fields' AS name, old.fields AS value WHERE new.fields IS NOT old.fields UNION ALL SELECT 'made_at' AS name, old.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, old.device_id AS value WHERE new.device_id IS NOT old.device_id)), (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, new.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'task_id' AS name, new.task_id AS value WHERE new.task_id IS NOT old.task_id UNION ALL SELECT 'title' AS name, new.title AS value WHERE new.title IS NOT old.title UNION ALL SELECT 'address' AS name, new.address AS value WHERE new.address IS NOT old.address UNION ALL SELECT 'fields' AS name, new.fields AS value WHERE new.fields IS NOT old.fields UNION ALL SELECT 'made_at' AS name, new.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, new.device_id AS value WHERE new.device_id IS NOT old.device_id))
            FROM journal; END;
CREATE TRIGGER form_deleted AFTER DELETE ON form WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'form', old.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value UNION ALL SELECT 'task_id' AS name, old.task_id AS value UNION ALL SELECT 'title' AS name, old.title AS value UNION ALL SELECT 'address' AS name, old.address AS value UNION ALL SELECT 'fields' AS name, old.fields AS value UNION ALL SELECT 'made_at' AS name, old.made_at AS value UNION ALL SELECT 'device_id' AS name, old.device_id AS value)), NULL
            FROM journal; END;
CREATE TRIGGER form_match_added AFTER INSERT ON form_match WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'form_match', new.id, NULL, '{}'
            FROM journal; END;
CREATE TRIGGER form_match_changed AFTER UPDATE ON form_match WHEN (SELECT command_id FROM journal) IS NOT NULL AND (new.id IS NOT old.id OR new.form_id IS NOT old.form_id OR new.field IS NOT old.field OR new.question_id IS NOT old.question_id OR new.discussion_id IS NOT old.discussion_id OR new.profile IS NOT old.profile OR new.by_person IS NOT old.by_person OR new.made_at IS NOT old.made_at OR new.device_id IS NOT old.device_id)
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'form_match', new.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'form_id' AS name, old.form_id AS value WHERE new.form_id IS NOT old.form_id UNION ALL SELECT 'field' AS name, old.field AS value WHERE new.field IS NOT old.field UNION ALL SELECT 'question_id' AS name, old.question_id AS value WHERE new.question_id IS NOT old.question_id UNION ALL SELECT 'discussion_id' AS name, old.discussion_id AS value WHERE new.discussion_id IS NOT old.discussion_id UNION ALL SELECT 'profile' AS name, old.profile AS value WHERE new.profile IS NOT old.profile UNION ALL SELECT 'by_person' AS name, old.by_person AS value WHERE new.by_person IS NOT old.by_person UNION ALL SELECT 'made_at' AS name, old.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, old.device_id AS value WHERE new.device_id IS NOT old.device_id)), (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, new.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'form_id' AS name, new.form_id AS value WHERE new.form_id IS NOT old.form_id UNION ALL SELECT 'field' AS name, new.field AS value WHERE new.field IS NOT old.field UNION ALL SELECT 'question_id' AS name, new.question_id AS value WHERE new.question_id IS NOT old.question_id UNION ALL SELECT 'discussion_id' AS name, new.discussion_id AS value WHERE new.discussion_id IS NOT old.discussion_id UNION ALL SELECT 'profile' AS name, new.profile AS value WHERE new.profile IS NOT old.profile UNION ALL SELECT 'by_person' AS name, new.by_person AS value WHERE new.by_person IS NOT old.by_person UNION ALL SELECT 'made_at' AS name, new.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, new.device_id AS value WHERE new.device_id IS NOT old.device_id))
            FROM journal; END;
CREATE TRIGGER form_match_deleted AFTER DELETE ON form_match WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'form_match', old.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value UNION ALL SELECT 'form_id' AS name, old.form_id AS value UNION ALL SELECT 'field' AS name, old.field AS value UNION ALL SELECT 'question_id' AS name, old.question_id AS value UNION ALL SELECT 'discussion_id' AS name, old.discussion_id AS value UNION ALL SELECT 'profile' AS name, old.profile AS value UNION ALL SELECT 'by_person' AS name, old.by_person AS value UNION ALL SELECT 'made_at' AS name, old.made_at AS value UNION ALL SELECT 'device_id' AS name, old.device_id AS value)), NULL
            FROM journal; END;
CREATE TRIGGER profile_added AFTER INSERT ON profile WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'profile', new.id, NULL, '{}'
            FROM journal; END;
CREATE TRIGGER profile_changed AFTER UPDATE ON profile WHEN (SELECT command_id FROM journal) IS NOT NULL AND (new.id IS NOT old.id OR new.name IS NOT old.name OR new.value IS NOT old.value OR new.made_at IS NOT old.made_at OR new.device_id IS NOT old.device_id)
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'profile', new.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'name' AS name, old.name AS value WHERE new.name IS NOT old.name UNION ALL SELECT 'value' AS name, old.value AS value WHERE new.value IS NOT old.value UNION ALL SELECT 'made_at' AS name, old.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, old.device_id AS value WHERE new.device_id IS NOT old.device_id)), (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, new.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'name' AS name, new.name AS value WHERE new.name IS NOT old.name UNION ALL SELECT 'value' AS name, new.value AS value WHERE new.value IS NOT old.value UNION ALL SELECT 'made_at' AS name, new.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, new.device_id AS value WHERE new.device_id IS NOT old.device_id))
            FROM journal; END;
CREATE TRIGGER profile_deleted AFTER DELETE ON profile WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'profile', old.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value UNION ALL SELECT 'name' AS name, old.name AS value UNION ALL SELECT 'value' AS name, old.value AS value UNION ALL SELECT 'made_at' AS name, old.made_at AS value UNION ALL SELECT 'device_id' AS name, old.device_id AS value)), NULL
            FROM journal; END;
CREATE TRIGGER submission_added AFTER INSERT ON submission WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'submission', new.id, NULL, '{}'
            FROM journal; END;
CREATE TRIGGER submission_changed AFTER UPDATE ON submission WHEN (SELECT command_id FROM journal) IS NOT NULL AND (new.id IS NOT old.id OR new.task_id IS NOT old.task_id OR new.on_day IS NOT old.on_day OR new.made_at IS NOT old.made_at OR new.device_id IS NOT old.device_id)
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'submission', new.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'task_id' AS name, old.task_id AS value WHERE new.task_id IS NOT old.task_id UNION ALL SELECT 'on_day' AS name, old.on_day AS value WHERE new.on_day IS NOT old.on_day UNION ALL SELECT 'made_at' AS name, old.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, old.device_id AS value WHERE new.device_id IS NOT old.device_id)), (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, new.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'task_id' AS name, new.task_id AS value WHERE new.task_id IS NOT old.task_id UNION ALL SELECT 'on_day' AS name, new.on_day AS value WHERE new.on_day IS NOT old.on_day UNION ALL SELECT 'made_at' AS name, new.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, new.device_id AS value WHERE new.device_id IS NOT old.device_id))
            FROM journal; END;
CREATE TRIGGER submission_deleted AFTER DELETE ON submission WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'submission', old.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value UNION ALL SELECT 'task_id' AS name, old.task_id AS value UNION ALL SELECT 'on_day' AS name, old.on_day AS value UNION ALL SELECT 'made_at' AS name, old.made_at AS value UNION ALL SELECT 'device_id' AS name, old.device_id AS value)), NULL
            FROM journal; END;
CREATE TRIGGER submitted_field_added AFTER INSERT ON submitted_field WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'submitted_field', new.id, NULL, '{}'
            FROM journal; END;
CREATE TRIGGER submitted_field_changed AFTER UPDATE ON submitted_field WHEN (SELECT command_id FROM journal) IS NOT NULL AND (new.id IS NOT old.id OR new.submission_id IS NOT old.submission_id OR new.position IS NOT old.position OR new.label IS NOT old.label OR new.question_id IS NOT old.question_id OR new.discussion_id IS NOT old.discussion_id OR new.text IS NOT old.text OR new.digest IS NOT old.digest OR new.made_at IS NOT old.made_at OR new.device_id IS NOT old.device_id)
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'submitted_field', new.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'submission_id' AS name, old.submission_id AS value WHERE new.submission_id IS NOT old.submission_id UNION ALL SELECT 'position' AS name, old.position AS value WHERE new.position IS NOT old.position UNION ALL SELECT 'label' AS name, old.label AS value WHERE new.label IS NOT old.label UNION ALL SELECT 'question_id' AS name, old.question_id AS value WHERE new.question_id IS NOT old.question_id UNION ALL SELECT 'discussion_id' AS name, old.discussion_id AS value WHERE new.discussion_id IS NOT old.discussion_id UNION ALL SELECT 'text' AS name, old.text AS value WHERE new.text IS NOT old.text UNION ALL SELECT 'digest' AS name, old.digest AS value WHERE new.digest IS NOT old.digest UNION ALL SELECT 'made_at' AS name, old.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, old.device_id AS value WHERE new.device_id IS NOT old.device_id)), (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, new.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'submission_id' AS name, new.submission_id AS value WHERE new.submission_id IS NOT old.submission_id UNION ALL SELECT 'position' AS name, new.position AS value WHERE new.position IS NOT old.position UNION ALL SELECT 'label' AS name, new.label AS value WHERE new.label IS NOT old.label UNION ALL SELECT 'question_id' AS name, new.question_id AS value WHERE new.question_id IS NOT old.question_id UNION ALL SELECT 'discussion_id' AS name, new.discussion_id AS value WHERE new.discussion_id IS NOT old.discussion_id UNION ALL SELECT 'text' AS name, new.text AS value WHERE new.text IS NOT old.text UNION ALL SELECT 'digest' AS name, new.digest AS value WHERE new.digest IS NOT old.digest UNION ALL SELECT 'made_at' AS name, new.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, new.device_id AS value WHERE new.device_id IS NOT old.device_id))
            FROM journal; END;
CREATE TRIGGER submitted_field_deleted AFTER DELETE ON submitted_field WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'submitted_field', old.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value UNION ALL SELECT 'submission_id' AS name, old.submission_id AS value UNION ALL SELECT 'position' AS name, old.position AS value UNION ALL SELECT 'label' AS name, old.label AS value UNION ALL SELECT 'question_id' AS name, old.question_id AS value UNION ALL SELECT 'discussion_id' AS name, old.discussion_id AS value UNION ALL SELECT 'text' AS name, old.text AS value UNION ALL SELECT 'digest' AS name, old.digest AS value UNION ALL SELECT 'made_at' AS name, old.made_at AS value UNION ALL SELECT 'device_id' AS name, old.device_id AS value)), NULL
            FROM journal; END;
CREATE TRIGGER terms_added AFTER INSERT ON terms WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'terms', new.id, NULL, '{}'
            FROM journal; END;
CREATE TRIGGER terms_changed AFTER UPDATE ON terms WHEN (SELECT command_id FROM journal) IS NOT NULL AND (new.id IS NOT old.id OR new.task_id IS NOT old.task_id OR new.bonus IS NOT old.bonus OR new.retakes IS NOT old.retakes OR new.choices IS NOT old.choices OR new.minutes IS NOT old.minutes OR new.times IS NOT old.times OR new.every IS NOT old.every OR new.words IS NOT old.words OR new.made_at IS NOT old.made_at OR new.device_id IS NOT old.device_id)
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'terms', new.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'task_id' AS name, old.task_id AS value WHERE new.task_id IS NOT old.task_id UNION ALL SELECT 'bonus' AS name, old.bonus AS value WHERE new.bonus IS NOT old.bonus UNION ALL SELECT 'retakes' AS name, old.retakes AS value WHERE new.retakes IS NOT old.retakes UNION ALL SELECT 'choices' AS name, old.choices AS value WHERE new.choices IS NOT old.choices UNION ALL SELECT 'minutes' AS name, old.minutes AS value WHERE new.minutes IS NOT old.minutes UNION ALL SELECT 'times' AS name, old.times AS value WHERE new.times IS NOT old.times UNION ALL SELECT 'every' AS name, old.every AS value WHERE new.every IS NOT old.every UNION ALL SELECT 'words' AS name, old.words AS value WHERE new.words IS NOT old.words UNION ALL SELECT 'made_at' AS name, old.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, old.device_id AS value WHERE new.device_id IS NOT old.device_id)), (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, new.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'task_id' AS name, new.task_id AS value WHERE new.task_id IS NOT old.task_id UNION ALL SELECT 'bonus' AS name, new.bonus AS value WHERE new.bonus IS NOT old.bonus UNION ALL SELECT 'retakes' AS name, new.retakes AS value WHERE new.retakes IS NOT old.retakes UNION ALL SELECT 'choices' AS name, new.choices AS value WHERE new.choices IS NOT old.choices UNION ALL SELECT 'minutes' AS name, new.minutes AS value WHERE new.minutes IS NOT old.minutes UNION ALL SELECT 'times' AS name, new.times AS value WHERE new.times IS NOT old.times UNION ALL SELECT 'every' AS name, new.every AS value WHERE new.every IS NOT old.every UNION ALL SELECT 'words' AS name, new.words AS value WHERE new.words IS NOT old.words UNION ALL SELECT 'made_at' AS name, new.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, new.device_id AS value WHERE new.device_id IS NOT old.device_id))
            FROM journal; END;
CREATE TRIGGER terms_deleted AFTER DELETE ON terms WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'terms', old.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value UNION ALL SELECT 'task_id' AS name, old.task_id AS value UNION ALL SELECT 'bonus' AS name, old.bonus AS value UNION ALL SELECT 'retakes' AS name, old.retakes AS value UNION ALL SELECT 'choices' AS name, old.choices AS value UNION ALL SELECT 'minutes' AS name, old.minutes AS value UNION ALL SELECT 'times' AS name, old.times AS value UNION ALL SELECT 'every' AS name, old.every AS value UNION ALL SELECT 'words' AS name, old.words AS value UNION ALL SELECT 'made_at' AS name, old.made_at AS value UNION ALL SELECT 'device_id' AS name, old.device_id AS value)), NULL
            FROM journal; END;
CREATE TRIGGER choice_added AFTER INSERT ON choice WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'choice', new.id, NULL, '{}'
            FROM journal; END;
CREATE TRIGGER choice_changed AFTER UPDATE ON choice WHEN (SELECT command_id FROM journal) IS NOT NULL AND (new.id IS NOT old.id OR new.task_id IS NOT old.task_id OR new.title IS NOT old.title OR new.made_at IS NOT old.made_at OR new.device_id IS NOT old.device_id)
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'choice', new.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'task_id' AS name, old.task_id AS value WHERE new.task_id IS NOT old.task_id UNION ALL SELECT 'title' AS name, old.title AS value WHERE new.title IS NOT old.title UNION ALL SELECT 'made_at' AS name, old.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, old.device_id AS value WHERE new.device_id IS NOT old.device_id)), (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, new.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'task_id' AS name, new.task_id AS value WHERE new.task_id IS NOT old.task_id UNION ALL SELECT 'title' AS name, new.title AS value WHERE new.title IS NOT old.title UNION ALL SELECT 'made_at' AS name, new.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, new.device_id AS value WHERE new.device_id IS NOT old.device_id))
            FROM journal; END;
CREATE TRIGGER choice_deleted AFTER DELETE ON choice WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'choice', old.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value UNION ALL SELECT 'task_id' AS name, old.task_id AS value UNION ALL SELECT 'title' AS name, old.title AS value UNION ALL SELECT 'made_at' AS name, old.made_at AS value UNION ALL SELECT 'device_id' AS name, old.device_id AS value)), NULL
            FROM journal; END;
CREATE TRIGGER practice_added AFTER INSERT ON practice WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'practice', new.id, NULL, '{}'
            FROM journal; END;
CREATE TRIGGER practice_changed AFTER UPDATE ON practice WHEN (SELECT command_id FROM journal) IS NOT NULL AND (new.id IS NOT old.id OR new.task_id IS NOT old.task_id OR new.on_day IS NOT old.on_day OR new.minutes IS NOT old.minutes OR new.note_id IS NOT old.note_id OR new.made_at IS NOT old.made_at OR new.device_id IS NOT old.device_id)
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'practice', new.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'task_id' AS name, old.task_id AS value WHERE new.task_id IS NOT old.task_id UNION ALL SELECT 'on_day' AS name, old.on_day AS value WHERE new.on_day IS NOT old.on_day UNION ALL SELECT 'minutes' AS name, old.minutes AS value WHERE new.minutes IS NOT old.minutes UNION ALL SELECT 'note_id' AS name, old.note_id AS value WHERE new.note_id IS NOT old.note_id UNION ALL SELECT 'made_at' AS name, old.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, old.device_id AS value WHERE new.device_id IS NOT old.device_id)), (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, new.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'task_id' AS name, new.task_id AS value WHERE new.task_id IS NOT old.task_id UNION ALL SELECT 'on_day' AS name, new.on_day AS value WHERE new.on_day IS NOT old.on_day UNION ALL SELECT 'minutes' AS name, new.minutes AS value WHERE new.minutes IS NOT old.minutes UNION ALL SELECT 'note_id' AS name, new.note_id AS value WHERE new.note_id IS NOT old.note_id UNION ALL SELECT 'made_at' AS name, new.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, new.device_id AS value WHERE new.device_id IS NOT old.device_id))
            FROM journal; END;
CREATE TRIGGER practice_deleted AFTER DELETE ON practice WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'practice', old.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value UNION ALL SELECT 'task_id' AS name, old.task_id AS value UNION ALL SELECT 'on_day' AS name, old.on_day AS value UNION ALL SELECT 'minutes' AS name, old.minutes AS value UNION ALL SELECT 'note_id' AS name, old.note_id AS value UNION ALL SELECT 'made_at' AS name, old.made_at AS value UNION ALL SELECT 'device_id' AS name, old.device_id AS value)), NULL
            FROM journal; END;
CREATE TRIGGER progress_added AFTER INSERT ON progress WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'progress', new.id, NULL, '{}'
            FROM journal; END;
CREATE TRIGGER progress_changed AFTER UPDATE ON progress WHEN (SELECT command_id FROM journal) IS NOT NULL AND (new.id IS NOT old.id OR new.note_id IS NOT old.note_id OR new.posted_on IS NOT old.posted_on OR new.made_at IS NOT old.made_at OR new.device_id IS NOT old.device_id)
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'progress', new.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'note_id' AS name, old.note_id AS value WHERE new.note_id IS NOT old.note_id UNION ALL SELECT 'posted_on' AS name, old.posted_on AS value WHERE new.posted_on IS NOT old.posted_on UNION ALL SELECT 'made_at' AS name, old.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, old.device_id AS value WHERE new.device_id IS NOT old.device_id)), (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, new.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'note_id' AS name, new.note_id AS value WHERE new.note_id IS NOT old.note_id UNION ALL SELECT 'posted_on' AS name, new.posted_on AS value WHERE new.posted_on IS NOT old.posted_on UNION ALL SELECT 'made_at' AS name, new.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, new.device_id AS value WHERE new.device_id IS NOT old.device_id))
            FROM journal; END;
CREATE TRIGGER progress_deleted AFTER DELETE ON progress WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'progress', old.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value UNION ALL SELECT 'note_id' AS name, old.note_id AS value UNION ALL SELECT 'posted_on' AS name, old.posted_on AS value UNION ALL SELECT 'made_at' AS name, old.made_at AS value UNION ALL SELECT 'device_id' AS name, old.device_id AS value)), NULL
            FROM journal; END;
CREATE TRIGGER set_aside_added AFTER INSERT ON set_aside WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'set_aside', new.id, NULL, '{}'
            FROM journal; END;
CREATE TRIGGER set_aside_changed AFTER UPDATE ON set_aside WHEN (SELECT command_id FROM journal) IS NOT NULL AND (new.id IS NOT old.id OR new.program_id IS NOT old.program_id OR new.course_id IS NOT old.course_id OR new.discussion_id IS NOT old.discussion_id OR new.task_id IS NOT old.task_id OR new.until_day IS NOT old.until_day OR new.withdrawn_at IS NOT old.withdrawn_at OR new.made_at IS NOT old.made_at OR new.device_id IS NOT old.device_id)
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'set_aside', new.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'program_id' AS name, old.program_id AS value WHERE new.program_id IS NOT old.program_id UNION ALL SELECT 'course_id' AS name, old.course_id AS value WHERE new.course_id IS NOT old.course_id UNION ALL SELECT 'discussion_id' AS name, old.discussion_id AS value WHERE new.discussion_id IS NOT old.discussion_id UNION ALL SELECT 'task_id' AS name, old.task_id AS value WHERE new.task_id IS NOT old.task_id UNION ALL SELECT 'until_day' AS name, old.until_day AS value WHERE new.until_day IS NOT old.until_day UNION ALL SELECT 'withdrawn_at' AS name, old.withdrawn_at AS value WHERE new.withdrawn_at IS NOT old.withdrawn_at UNION ALL SELECT 'made_at' AS name, old.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, old.device_id AS value WHERE new.device_id IS NOT old.device_id)), (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, new.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'program_id' AS name, new.program_id AS value WHERE new.program_id IS NOT old.program_id UNION ALL SELECT 'course_id' AS name, new.course_id AS value WHERE new.course_id IS NOT old.course_id UNION ALL SELECT 'discussion_id' AS name, new.discussion_id AS value WHERE new.discussion_id IS NOT old.discussion_id UNION ALL SELECT 'task_id' AS name, new.task_id AS value WHERE new.task_id IS NOT old.task_id UNION ALL SELECT 'until_day' AS name, new.until_day AS value WHERE new.until_day IS NOT old.until_day UNION ALL SELECT 'withdrawn_at' AS name, new.withdrawn_at AS value WHERE new.withdrawn_at IS NOT old.withdrawn_at UNION ALL SELECT 'made_at' AS name, new.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, new.device_id AS value WHERE new.device_id IS NOT old.device_id))
            FROM journal; END;
CREATE TRIGGER set_aside_deleted AFTER DELETE ON set_aside WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'set_aside', old.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value UNION ALL SELECT 'program_id' AS name, old.program_id AS value UNION ALL SELECT 'course_id' AS name, old.course_id AS value UNION ALL SELECT 'discussion_id' AS name, old.discussion_id AS value UNION ALL SELECT 'task_id' AS name, old.task_id AS value UNION ALL SELECT 'until_day' AS name, old.until_day AS value UNION ALL SELECT 'withdrawn_at' AS name, old.withdrawn_at AS value UNION ALL SELECT 'made_at' AS name, old.made_at AS value UNION ALL SELECT 'device_id' AS name, old.device_id AS value)), NULL
            FROM journal; END;
CREATE TRIGGER plan_added AFTER INSERT ON plan WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'plan', new.id, NULL, '{}'
            FROM journal; END;
CREATE TRIGGER plan_changed AFTER UPDATE ON plan WHEN (SELECT command_id FROM journal) IS NOT NULL AND (new.id IS NOT old.id OR new.course_id IS NOT old.course_id OR new.start_day IS NOT old.start_day OR new.by_day IS NOT old.by_day OR new.per_week IS NOT old.per_week OR new.per_day IS NOT old.per_day OR new.rest IS NOT old.rest OR new.removed_at IS NOT old.removed_at OR new.made_at IS NOT old.made_at OR new.device_id IS NOT old.device_id)
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'plan', new.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'course_id' AS name, old.course_id AS value WHERE new.course_id IS NOT old.course_id UNION ALL SELECT 'start_day' AS name, old.start_day AS value WHERE new.start_day IS NOT old.start_day UNION ALL SELECT 'by_day' AS name, old.by_day AS value WHERE new.by_day IS NOT old.by_day UNION ALL SELECT 'per_week' AS name, old.per_week AS value WHERE new.per_week IS NOT old.per_week UNION ALL SELECT 'per_day' AS name, old.per_day AS value WHERE new.per_day IS NOT old.per_day UNION ALL SELECT 'rest' AS name, old.rest AS value WHERE new.rest IS NOT old.rest UNION ALL SELECT 'removed_at' AS name, old.removed_at AS value WHERE new.removed_at IS NOT old.removed_at UNION ALL SELECT 'made_at' AS name, old.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, old.device_id AS value WHERE new.device_id IS NOT old.device_id)), (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, new.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'course_id' AS name, new.course_id AS value WHERE new.course_id IS NOT old.course_id UNION ALL SELECT 'start_day' AS name, new.start_day AS value WHERE new.start_day IS NOT old.start_day UNION ALL SELECT 'by_day' AS name, new.by_day AS value WHERE new.by_day IS NOT old.by_day UNION ALL SELECT 'per_week' AS name, new.per_week AS value WHERE new.per_week IS NOT old.per_week UNION ALL SELECT 'per_day' AS name, new.per_day AS value WHERE new.per_day IS NOT old.per_day UNION ALL SELECT 'rest' AS name, new.rest AS value WHERE new.rest IS NOT old.rest UNION ALL SELECT 'removed_at' AS name, new.removed_at AS value WHERE new.removed_at IS NOT old.removed_at UNION ALL SELECT 'made_at' AS name, new.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, new.device_id AS value WHERE new.device_id IS NOT old.device_id))
            FROM journal; END;
CREATE TRIGGER plan_deleted AFTER DELETE ON plan WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'plan', old.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value UNION ALL SELECT 'course_id' AS name, old.course_id AS value UNION ALL SELECT 'start_day' AS name, old.start_day AS value UNION ALL SELECT 'by_day' AS name, old.by_day AS value UNION ALL SELECT 'per_week' AS name, old.per_week AS value UNION ALL SELECT 'per_day' AS name, old.per_day AS value UNION ALL SELECT 'rest' AS name, old.rest AS value UNION ALL SELECT 'removed_at' AS name, old.removed_at AS value UNION ALL SELECT 'made_at' AS name, old.made_at AS value UNION ALL SELECT 'device_id' AS name, old.device_id AS value)), NULL
            FROM journal; END;
CREATE TRIGGER program_added AFTER INSERT ON program WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'program', new.id, NULL, '{}'
            FROM journal; END;
CREATE TRIGGER program_changed AFTER UPDATE ON program WHEN (SELECT command_id FROM journal) IS NOT NULL AND (new.id IS NOT old.id OR new.key IS NOT old.key OR new.title IS NOT old.title OR new.in_use IS NOT old.in_use OR new.made_at IS NOT old.made_at OR new.device_id IS NOT old.device_id OR new.about IS NOT old.about)
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'program', new.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'key' AS name, old.key AS value WHERE new.key IS NOT old.key UNION ALL SELECT 'title' AS name, old.title AS value WHERE new.title IS NOT old.title UNION ALL SELECT 'in_use' AS name, old.in_use AS value WHERE new.in_use IS NOT old.in_use UNION ALL SELECT 'made_at' AS name, old.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, old.device_id AS value WHERE new.device_id IS NOT old.device_id UNION ALL SELECT 'about' AS name, old.about AS value WHERE new.about IS NOT old.about)), (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, new.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'key' AS name, new.key AS value WHERE new.key IS NOT old.key UNION ALL SELECT 'title' AS name, new.title AS value WHERE new.title IS NOT old.title UNION ALL SELECT 'in_use' AS name, new.in_use AS value WHERE new.in_use IS NOT old.in_use UNION ALL SELECT 'made_at' AS name, new.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, new.device_id AS value WHERE new.device_id IS NOT old.device_id UNION ALL SELECT 'about' AS name, new.about AS value WHERE new.about IS NOT old.about))
            FROM journal; END;
CREATE TRIGGER program_deleted AFTER DELETE ON program WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'program', old.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value UNION ALL SELECT 'key' AS name, old.key AS value UNION ALL SELECT 'title' AS name, old.title AS value UNION ALL SELECT 'in_use' AS name, old.in_use AS value UNION ALL SELECT 'made_at' AS name, old.made_at AS value UNION ALL SELECT 'device_id' AS name, old.device_id AS value UNION ALL SELECT 'about' AS name, old.about AS value)), NULL
            FROM journal; END;
CREATE TRIGGER course_added AFTER INSERT ON course WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'course', new.id, NULL, '{}'
            FROM journal; END;
CREATE TRIGGER course_changed AFTER UPDATE ON course WHEN (SELECT command_id FROM journal) IS NOT NULL AND (new.id IS NOT old.id OR new.program_id IS NOT old.program_id OR new.number IS NOT old.number OR new.title IS NOT old.title OR new.source IS NOT old.source OR new.made_at IS NOT old.made_at OR new.device_id IS NOT old.device_id OR new.complete IS NOT old.complete OR new.credits IS NOT old.credits)
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'course', new.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'program_id' AS name, old.program_id AS value WHERE new.program_id IS NOT old.program_id UNION ALL SELECT 'number' AS name, old.number AS value WHERE new.number IS NOT old.number UNION ALL SELECT 'title' AS name, old.title AS value WHERE new.title IS NOT old.title UNION ALL SELECT 'source' AS name, old.source AS value WHERE new.source IS NOT old.source UNION ALL SELECT 'made_at' AS name, old.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, old.device_id AS value WHERE new.device_id IS NOT old.device_id UNION ALL SELECT 'complete' AS name, old.complete AS value WHERE new.complete IS NOT old.complete UNION ALL SELECT 'credits' AS name, old.credits AS value WHERE new.credits IS NOT old.credits)), (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, new.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'program_id' AS name, new.program_id AS value WHERE new.program_id IS NOT old.program_id UNION ALL SELECT 'number' AS name, new.number AS value WHERE new.number IS NOT old.number UNION ALL SELECT 'title' AS name, new.title AS value WHERE new.title IS NOT old.title UNION ALL SELECT 'source' AS name, new.source AS value WHERE new.source IS NOT old.source UNION ALL SELECT 'made_at' AS name, new.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, new.device_id AS value WHERE new.device_id IS NOT old.device_id UNION ALL SELECT 'complete' AS name, new.complete AS value WHERE new.complete IS NOT old.complete UNION ALL SELECT 'credits' AS name, new.credits AS value WHERE new.credits IS NOT old.credits))
            FROM journal; END;
CREATE TRIGGER course_deleted AFTER DELETE ON course WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'course', old.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value UNION ALL SELECT 'program_id' AS name, old.program_id AS value UNION ALL SELECT 'number' AS name, old.number AS value UNION ALL SELECT 'title' AS name, old.title AS value UNION ALL SELECT 'source' AS name, old.source AS value UNION ALL SELECT 'made_at' AS name, old.made_at AS value UNION ALL SELECT 'device_id' AS name, old.device_id AS value UNION ALL SELECT 'complete' AS name, old.complete AS value UNION ALL SELECT 'credits' AS name, old.credits AS value)), NULL
            FROM journal; END;
CREATE TRIGGER discussion_added AFTER INSERT ON discussion WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'discussion', new.id, NULL, '{}'
            FROM journal; END;
CREATE TRIGGER discussion_changed AFTER UPDATE ON discussion WHEN (SELECT command_id FROM journal) IS NOT NULL AND (new.id IS NOT old.id OR new.course_id IS NOT old.course_id OR new.number IS NOT old.number OR new.title IS NOT old.title OR new.known IS NOT old.known OR new.peer_replies_wanted IS NOT old.peer_replies_wanted OR new.source IS NOT old.source OR new.removed_at IS NOT old.removed_at OR new.made_at IS NOT old.made_at OR new.device_id IS NOT old.device_id OR new.peer_replies_said IS NOT old.peer_replies_said OR new.part IS NOT old.part OR new.address IS NOT old.address)
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'discussion', new.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'course_id' AS name, old.course_id AS value WHERE new.course_id IS NOT old.course_id UNION ALL SELECT 'number' AS name, old.number AS value WHERE new.number IS NOT old.number UNION ALL SELECT 'title' AS name, old.title AS value WHERE new.title IS NOT old.title UNION ALL SELECT 'known' AS name, old.known AS value WHERE new.known IS NOT old.known UNION ALL SELECT 'peer_replies_wanted' AS name, old.peer_replies_wanted AS value WHERE new.peer_replies_wanted IS NOT old.peer_replies_wanted UNION ALL SELECT 'source' AS name, old.source AS value WHERE new.source IS NOT old.source UNION ALL SELECT 'removed_at' AS name, old.removed_at AS value WHERE new.removed_at IS NOT old.removed_at UNION ALL SELECT 'made_at' AS name, old.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, old.device_id AS value WHERE new.device_id IS NOT old.device_id UNION ALL SELECT 'peer_replies_said' AS name, old.peer_replies_said AS value WHERE new.peer_replies_said IS NOT old.peer_replies_said UNION ALL SELECT 'part' AS name, old.part AS value WHERE new.part IS NOT old.part UNION ALL SELECT 'address' AS name, old.address AS value WHERE new.address IS NOT old.address)), (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, new.id AS value WHERE new.id IS NOT old.id UNION ALL SELECT 'course_id' AS name, new.course_id AS value WHERE new.course_id IS NOT old.course_id UNION ALL SELECT 'number' AS name, new.number AS value WHERE new.number IS NOT old.number UNION ALL SELECT 'title' AS name, new.title AS value WHERE new.title IS NOT old.title UNION ALL SELECT 'known' AS name, new.known AS value WHERE new.known IS NOT old.known UNION ALL SELECT 'peer_replies_wanted' AS name, new.peer_replies_wanted AS value WHERE new.peer_replies_wanted IS NOT old.peer_replies_wanted UNION ALL SELECT 'source' AS name, new.source AS value WHERE new.source IS NOT old.source UNION ALL SELECT 'removed_at' AS name, new.removed_at AS value WHERE new.removed_at IS NOT old.removed_at UNION ALL SELECT 'made_at' AS name, new.made_at AS value WHERE new.made_at IS NOT old.made_at UNION ALL SELECT 'device_id' AS name, new.device_id AS value WHERE new.device_id IS NOT old.device_id UNION ALL SELECT 'peer_replies_said' AS name, new.peer_replies_said AS value WHERE new.peer_replies_said IS NOT old.peer_replies_said UNION ALL SELECT 'part' AS name, new.part AS value WHERE new.part IS NOT old.part UNION ALL SELECT 'address' AS name, new.address AS value WHERE new.address IS NOT old.address))
            FROM journal; END;
CREATE TRIGGER discussion_deleted AFTER DELETE ON discussion WHEN (SELECT command_id FROM journal) IS NOT NULL
            BEGIN INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                'discussion', old.id, (SELECT json_group_object(name, value) FROM (SELECT 'id' AS name, old.id AS value UNION ALL SELECT 'course_id' AS name, old.course_id AS value UNION ALL SELECT 'number' AS name, old.number AS value UNION ALL SELECT 'title' AS name, old.title AS value UNION ALL SELECT 'known' AS name, old.known AS value UNION ALL SELECT 'peer_replies_wanted' AS name, old.peer_replies_wanted AS value UNION ALL SELECT 'source' AS name, old.source AS value UNION ALL SELECT 'removed_at' AS name, old.removed_at AS value UNION ALL SELECT 'made_at' AS name, old.made_at AS value UNION ALL SELECT 'device_id' AS name, old.device_id AS value UNION ALL SELECT 'peer_replies_said' AS name, old.peer_replies_said AS value UNION ALL SELECT 'part' AS name, old.part AS value UNION ALL SELECT 'address' AS name, old.address AS value)), NULL
            FROM journal; END;
COMMIT;
