/** Parameters that several checks and steps share. */
import * as z from 'zod';

/** A role of the scenario; content checks that it is defined. */
export const role = z.string().min(1);

/** An absolute path inside a container. */
export const path = z.string().startsWith('/');

/** Seconds; `[1, 5]` is run at both ends, and the worse result counts. */
export const delay = z.union([
  z.number().min(0).max(600),
  z.tuple([z.number().min(0).max(600), z.number().min(0).max(600)]),
]);

export const bilingual = z.strictObject({ es: z.string().trim().min(1), en: z.string().trim().min(1) });

export const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/** `02:00`. */
export const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
