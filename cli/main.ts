/** One command with subcommands. Nothing is imported before it is known which one: `--help` stays quick. */
const [subcommand = "--help", ...argv] = process.argv.slice(2);

switch (subcommand) {
  case "race": {
    const { race } = await import("./race/race.ts");
    await race(argv);
    break;
  }
  case "simulate": {
    const { simulateRace } = await import("./simulate.ts");
    simulateRace(argv);
    break;
  }
  case "broker": {
    const { runAlone } = await import("#broker/process/run-alone.ts");
    await runAlone(argv, process.env["npm_package_version"] ?? "0.0.0");
    break;
  }
  default: {
    const { terminalLanguage, terminalMessagesIn } = await import("#shared/messages/terminal.ts");
    const { cli } = terminalMessagesIn(terminalLanguage(process.env));
    if (subcommand === "--help") console.log(cli.subcommands);
    else {
      console.error(cli.unknownSubcommand(subcommand.slice(0, 40)));
      process.exitCode = 2;
    }
  }
}

// Its imports are all dynamic: without this, the file would be no module.
export {};
