// Opens the store in the directory it is given, says so, and holds it until it is killed.
import { openStore } from "#broker/store/store.ts";
import { textCodec } from "./text-codec.ts";

const [directory = ""] = process.argv.slice(2);
await openStore({
  directory,
  codec: textCodec,
  onDefect: (error) => {
    throw error;
  },
});
console.log("open");
setInterval(() => undefined, 1_000);
