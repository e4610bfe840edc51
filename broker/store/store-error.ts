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

/** Node's codes for a path that is no good, in words. */
const REASONS: Readonly<Record<string, string>> = {
  EEXIST: "it is a file",
  ENOTDIR: "a part of its path is a file",
  ENOENT: "it can't be made there",
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  EROFS: "that disk can only be read",
  ENAMETOOLONG: "a name in its path is too long",
  ENOSPC: "the disk is full",
};

/** @param error what Node said of it. */
export function unusable(directory: string, error: unknown): StoreError {
  const said = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const why = REASONS[code] === undefined ? said : `${REASONS[code]} (${said})`;
  return new StoreError(
    "DATA_UNUSABLE",
    `The data directory ${directory} can't be used: ${why}.`,
    error,
  );
}
