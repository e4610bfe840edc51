/** Why what a person could ask for would do nothing now: of buttons, menus and settings alike. */
export const off = {
  viewer: "You are watching; only the one who opened this lab steers",
  offline: "The line to the server is broken",
  "broker-away": "The broker is away",
  starting: "The run is starting",
  "no-run": "Nothing has been run yet",
  "at-the-end": "The run is over",
  "run-on": "Not while a run is on",
  "nothing-to-undo": "Nothing to undo",
  "nothing-to-redo": "Nothing to redo",
  slowest: "As slow as it gets",
  fastest: "As fast as it gets",
  "one-at-once": "One task at a time already",
  "most-at-once": "As many at once as it can be given",
  "auto-ack": "Under auto ack there is nothing to give back or to acknowledge",
  "empty-handed": "It holds no task",
};
