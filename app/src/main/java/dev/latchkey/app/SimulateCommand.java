package dev.latchkey.app;

import dev.latchkey.simulator.SimulatorCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the simulator until it is interrupted. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = "Run a fake model provider on 127.0.0.1: every wire, scripted answers, faults.")
final class SimulateCommand implements Callable<Integer> {
  @Option(names = "--port", description = "TCP port; 0 for any free one (default: 8089).")
  private int port = 8089;

  @Option(names = "--script", paramLabel = "FILE", description = "YAML file of answers.")
  private @Nullable Path script;

  @Option(
      names = "--fault",
      paramLabel = "NAME",
      description = "Fail every model call this way, e.g. cut-mid-stream.")
  private @Nullable String fault;

  private final Terminal terminal;

  SimulateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    new SimulatorCommand(port, script, fault == null ? null : SimulatorCommand.faultNamed(fault))
        .run(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
    return ExitCode.OK.status();
  }
}
