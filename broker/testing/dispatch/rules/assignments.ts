/** Who works on what: what RabbitMQ 3.10.8 does for tasks published to workers that are up (dots per task). */
const NO_TIES = [4, 2, 5, 1, 7, 2, 6, 1, 6, 2];

export interface AssignmentCase {
  readonly dots: readonly number[];
  readonly workers: string;
  /** 0 = unlimited. */
  readonly prefetch: number;
  readonly assignment: string;
}

const noTies = (workers: string, prefetch: number, assignment: string): AssignmentCase => ({
  dots: NO_TIES,
  workers,
  prefetch,
  assignment,
});

export const assignmentCases: readonly AssignmentCase[] = [
  { dots: [1, 2, 3, 4, 5], workers: "AB", prefetch: 0, assignment: "A 1 3 5, B 2 4: 9 dots" },
  { dots: [1, 2, 3, 4, 5], workers: "ABC", prefetch: 0, assignment: "A 1 4, B 2 5, C 3: 7 dots" },
  noTies("AB", 0, "A 1 3 5 7 9, B 2 4 6 8 10: 28 dots"),
  noTies("AB", 1, "A 1 4 5 8 9, B 2 3 6 7 10: 19 dots"),
  noTies("AB", 2, "A 1 3 7 8, B 2 4 5 6 9 10: 20 dots"),
  noTies("AB", 3, "A 1 3 5 9, B 2 4 6 7 8 10: 22 dots"),
  noTies("ABC", 0, "A 1 4 7 10, B 2 5 8, C 3 6 9: 13 dots"),
  noTies("ABC", 1, "A 1 6 8 9, B 2 4 5 10, C 3 7: 13 dots"),
];
