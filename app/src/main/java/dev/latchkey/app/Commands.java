package dev.latchkey.app;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The commands for people. Server mode never gets here, see {@link Main}. */
@Command(
    name = "latchkey",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Agents on your own model provider.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {HelpCommand.class},
    footer = {
      "",
      "latchkey serve (or the flags SDKs pass, --headless --stdio) starts the server.",
      "Exit status: 0 worked, 1 failed, 2 wrong usage, 3 no usable provider, 130 interrupted."
    })
final class Commands {
  private Commands() {}

  /** Runs the command line and returns the process's exit status. */
  static int run(List<String> args, Map<String, String> environment) {
    return run(args, environment, Terminal.ofProcess(environment));
  }

  static int run(List<String> args, Map<String, String> environment, Terminal terminal) {
    CommandLine line =
        new CommandLine(new Commands())
            .addSubcommand(new AskCommand(terminal, environment))
            .addSubcommand(new ModelsCommand(terminal, environment))
            .addSubcommand(new DialectsCommand(terminal, environment))
            .addSubcommand(new DoctorCommand(terminal, environment))
            .addSubcommand(new ConfigCommand(terminal, environment))
            .addSubcommand(new SimulateCommand(terminal))
            .addSubcommand(new ServeCommand());
    line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
    line.setExecutionExceptionHandler((failure, _, _) -> explain(terminal, failure));
    return line.execute(args.toArray(String[]::new));
  }

  private static int explain(Terminal terminal, Exception failure) {
    return switch (failure) {
      case CommandFailure known -> {
        terminal.error(known.what(), known.nextStep());
        yield known.exit().status();
      }
      case dev.latchkey.providers.ModelException model -> {
        terminal.error(model.failure().message(), model.nextStep());
        yield ExitCode.FAILED.status();
      }
      case InterruptedException _ -> ExitCode.INTERRUPTED.status();
      default -> {
        terminal.error(
            "unexpected failure: " + failure,
            "This is a bug of Latchkey; please report it with the command you ran.");
        yield ExitCode.FAILED.status();
      }
    };
  }
}
