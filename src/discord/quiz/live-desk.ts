/** What live quizzes take beside the rest of the desk: the house they go on in, where they are shown, and their reports. */
import type { Language } from '#base/text.ts';
import type { LiveHouse } from '#engine/live/live-house.ts';
import type { LivePlace, LivePlaces } from '#engine/live/live-places.ts';
import type { LiveSession } from '#engine/live/live-session.ts';
import type { LiveRoom } from '#engine/live/room.ts';

export interface LiveHosting {
  readonly house: LiveHouse;
  readonly places: LivePlaces;
  /** Where phones and terminals join; absent where this bot serves no pages. */
  readonly joinUrl?: (code: string) => string;
  /** How often a message may be edited at most: every two seconds where absent. */
  readonly paceMilliseconds?: number;
  /** What an instructor takes home, as files. */
  readonly reports: (session: LiveSession, language: Language) => readonly ReportFile[];
}

export interface LiveDesk extends LiveHosting {
  readonly follow: Following;
}

export interface ReportFile {
  readonly name: string;
  readonly content: string;
}

/** Keeps what was posted up to date (follow.ts). */
export interface Following {
  /** Posts the message for all. */
  begin(room: LiveRoom, place: LivePlace): Promise<void>;
  /** A panel that somebody looks at is drawn anew when something changes; one for each person. */
  watchPanel(room: LiveRoom, panel: Panel): void;
  leavePanel(room: LiveRoom, user: string): void;
}

export interface Panel {
  readonly user: string;
  /** Discord lets a private message be changed for fifteen minutes after the last press. */
  readonly until: number;
  readonly draw: () => Promise<void>;
}
