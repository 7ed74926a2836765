// Every time-out, back-off, polling interval, and delay of the extension. Time-outs of requests and the first
// polling interval are settings.

// Retries: how often and how soon a call or a file operation is repeated.

/** The longest wait before the first retry; it doubles with each one. */
export const retryFirstMilliseconds = 500;

/** The longest wait between two retries. */
export const retryLongestMilliseconds = 30_000;

/** Longer Retry-After delays are not waited for; the error is reported. */
export const longestAskedMilliseconds = 5 * 60_000;

/** A longer Retry-After of a server counts as so long. */
export const longestRetryAfterMilliseconds = 24 * 60 * 60 * 1000;

/** Between two tries of an operation on a file that another program has. */
export const lockedWaitMilliseconds = 50;

/** How often such an operation is tried again. */
export const lockedTries = 40;

// Windows: how they notice that another one is gone.

/** How often an owner has to call `touch`. */
export const touchMilliseconds = 20_000;

/** An owner that missed so many signs of life in a row is gone. */
export const silencesOfTheDead = 4;

/** An owner elsewhere that gave no sign of life for so long is gone. */
export const lockGoneMilliseconds = 10 * 60_000;

/** After a longer pause between two looks this process may have slept, and the owner with it. */
export const sleptMilliseconds = 3 * touchMilliseconds;

/** Clocks are set now and then; a machine takes longer than this to start again. */
export const clockChangeMilliseconds = 30_000;

/** A process of version 0.1 that did not touch its record for so long is gone. */
export const firstOwnerGoneMilliseconds = 60_000;

/**
 * When this window looks again at the uploads of other windows: one that is reloaded may still be closing, and
 * one that gives no sign of life is watched for a while before it counts as gone.
 */
export const takeUpAgainMilliseconds = [5_000, ...Array<number>(5).fill(touchMilliseconds + 1_000)];

// Uploads: how long the engine waits for Domo and for threads.

/** Between the first two looks at an execution that was created or committed. */
export const settleFirstPollMilliseconds = 100;

/** How long a commit whose answer was lost is watched before it is sent again. */
export const settleMilliseconds = 30_000;

/** The shortest wait before a call with an unknown result is sent again. */
export const settleShortestWaitMilliseconds = 500;

/** How long Domo may take to abort an execution. */
export const abortMilliseconds = 15_000;

/** An idle thread takes some megabytes. */
export const threadIdleMilliseconds = 60_000;

/** A file that another window is still writing, before its upload is written down, is younger. */
export const forgottenMilliseconds = 24 * 60 * 60 * 1000;

/** An upload that was interrupted is hardly gone on with after so long. */
export const droppedKeptMilliseconds = 7 * 24 * 60 * 60 * 1000;

// Executions: how often one that runs is polled.

/** Between the first two reads of an execution that is polled to its end; the waits grow. */
export const executionFirstPollMilliseconds = 500;

/** Between two looks while the window is in the background: up to this many times as long as at one that is seen. */
export const notifySlowness = 6;

/** How long the network may be gone before the waiting ends. */
export const notifyPatienceTries = 20;

/** How often the view looks which of its rows are due. */
export const pollerTickMilliseconds = 1_000;

/** Between two looks at a row of the view. */
export const pollerLongestPollMilliseconds = 60_000;

/** Another window may be looking at the same: one that is not worked in asks less often. */
export const backgroundSlowness = 4;

// What people see: how often it is drawn, and how soon it reacts.

/** Rows tell how long ago something was, in minutes. */
export const ageMilliseconds = 60_000;

/** A search starts when nothing was typed for so long. */
export const typingMilliseconds = 250;

/** Between two updates of an upload in the view, the status bar, and the notification. */
export const progressMilliseconds = 200;

/** Between two progress lines of a task. */
export const taskProgressMilliseconds = 1_000;

/** The editor takes a failure within the first half second for a terminal that could not be started. */
export const shortestFailureMilliseconds = 600;

/** The editor looks at a document several times in a row; one request serves them all. */
export const readFreshMilliseconds = 2_000;

/** Longer than it takes the editor to get from its announcement to the write. */
export const announcedFreshMilliseconds = 5_000;

/** Documents are checked when nothing was typed for so long. */
export const marksDelayMilliseconds = 250;

/** Between two updates of the colors of fixed fields. */
export const fixedFieldsMilliseconds = 200;

/** What fails within so long of one refused token failed at once; an older message may lie unseen behind the bell. */
export const atOnceMilliseconds = 10_000;
