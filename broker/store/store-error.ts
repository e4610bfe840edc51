/** Why a data directory can't be used. */
export type StoreErrorCode =
  /** Another process uses it. */
  | "DATA_LOCKED"
  /** What is in it can't be trusted, or not be read by this version. */
  | "DATA_CORRUPT"
  /** It can't be made, read or written. */
  | "DATA_UNUSABLE";

/** The message is a full sentence that names the directory or file and what to do. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}
