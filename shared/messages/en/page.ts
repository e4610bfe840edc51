/** Titles of pages, and pages that hold nothing but words. */
export const page = {
  title: "Dispatch Lab",
  description:
    "See how RabbitMQ hands weighted tasks to workers: round robin against fair dispatch, on a real broker, live.",
  notFoundTitle: "There is no such page",
  notFoundBody: "The address may be mistyped. A new lab is one click away.",
  noLabTitle: (labId: string) => `There is no lab ${labId}`,
  noLabBody:
    "A lab lives as long as the server that made it. It may have been restarted, or the address is mistyped.",
  newLab: "Open a new lab",
  crashTitle: "This page stopped working",
  crashBody:
    "The race itself runs on the server and goes on. Loading the page again shows all of it.",
  reload: "Load again",
  loading: "Loading the lab",
  cannotCreate: (status: string) =>
    `The server did not make a lab (${status}). Nothing is lost; try again in a moment.`,
  tooManyLabs:
    "Many labs were made from your network just now. Nothing is lost; try again in a few seconds.",
  tryAgain: "Try again",
};
