import type { DiskTrouble } from "./store/disk-watch.ts";
import type { CutOff } from "./store/open-log.ts";

/** What whoever runs a broker should know, as plain data: it may cross to another process. */
export type BrokerNotice =
  /** At the start (ST12). */
  | ({ readonly type: "cut-off" } & CutOff)
  /** Nothing can be brought to disk: publishers are stopped, and nothing is confirmed (ST16). */
  | ({ readonly type: "disk-fails"; readonly directory: string } & DiskTrouble)
  /** It can again, and they go on. */
  | { readonly type: "disk-works"; readonly directory: string };

/** What happened, and what to do. */
export function noticeText(notice: BrokerNotice): string {
  switch (notice.type) {
    case "cut-off":
      return `${notice.bytes} bytes at the end of ${notice.path} were cut off: a write that broke off, as in a crash. None of it had been confirmed.`;
    case "disk-fails":
      return `${whatFails(notice)} Until then publishers are stopped and nothing is confirmed.`;
    case "disk-works":
      return `What is durable is kept in ${notice.directory} again: publishers go on.`;
  }
}

function whatFails({
  directory,
  why,
  reason,
}: Extract<BrokerNotice, { type: "disk-fails" }>): string {
  switch (why) {
    case "removed":
      return `The data directory ${directory} was removed while the broker ran (${reason}). Stop the broker and start it again: it then goes on with what the directory holds, which is nothing unless you put it back.`;
    case "full":
      return `The disk of ${directory} is full or nearly so (${reason}). Make room: then the broker goes on by itself.`;
    case "failing":
      return `${directory} can't be written to (${reason}). It is tried again and again: when it succeeds, the broker goes on by itself.`;
  }
}
