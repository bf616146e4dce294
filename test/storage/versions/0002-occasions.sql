CREATE TABLE "learners" ("id" text primary key, "created_at" bigint not null);
CREATE TABLE "settings" ("learner" text not null references "learners" ("id") on delete cascade, "name" text not null, "value" text not null, constraint "settings_key" primary key ("learner", "name"));
CREATE TABLE "sessions" ("id" text primary key, "learner" text not null references "learners" ("id") on delete cascade, "seed" bigint not null, "questions" text not null, "started_at" bigint not null, "finished_at" bigint, "occasion" text);
CREATE INDEX "sessions_of_learner" on "sessions" ("learner", "finished_at", "started_at");
CREATE TABLE "actions" ("session" text not null references "sessions" ("id") on delete cascade, "position" integer not null, "action" text not null, constraint "actions_key" primary key ("session", "position"));
CREATE TABLE "results" ("session" text not null references "sessions" ("id") on delete cascade, "position" integer not null, "learner" text not null references "learners" ("id") on delete cascade, "scenario" text not null, "version" integer not null, "verdict" text not null, "points" double precision not null, "attempts" integer not null, "hints" integer not null, "at" bigint not null, "occasion" text, "confidence" text, "failed" text, "flag" text, "seconds" integer, constraint "results_key" primary key ("session", "position"));
CREATE INDEX "results_of_learner" on "results" ("learner", "scenario");
CREATE INDEX "results_in_time" on "results" ("learner", "at");
