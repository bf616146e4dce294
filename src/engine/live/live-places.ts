/** Where live quizzes are shown on a chat: one message for all, kept up to date by whichever process leads the session. */
export interface LivePlace {
  readonly session: string;
  readonly server: string;
  readonly channel: string;
  /** Absent until it is posted. */
  readonly message?: string;
  /** Who began it there, and leads; nobody once they had their data erased. */
  readonly host: string;
  readonly language: 'es' | 'en';
}

/** A port, as those of ports.ts. A place is gone with its session. */
export interface LivePlaces {
  open(place: LivePlace): Promise<void>;
  posted(session: string, message: string): Promise<void>;
  of(session: string): Promise<LivePlace | undefined>;
  /** Of a server, newest first. */
  inServer(server: string, most: number): Promise<readonly LivePlace[]>;
  /** Of sessions that are not finished. */
  unfinished(): Promise<readonly LivePlace[]>;
}
