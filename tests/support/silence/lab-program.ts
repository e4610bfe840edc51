// The application without its pages, as a process that can be stopped and continued: tells its parent where it is.
import { labApplication } from "#tests/support/lab/lab-application.ts";

const { application, defects } = labApplication({ MAX_LABS: "1000" });
const { url } = await application.listen();
process.send?.({ url });
process.once("disconnect", () => {
  if (defects.length > 0) console.error(defects);
  void application.close().then(() => process.exit());
});
