package dev.latchkey.conformance.client;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a process and everything it starts connect to, as the kernel is asked: every {@code
 * connect} and every datagram with an address, successful or not, lookups of names included. Where
 * there is no {@code strace}, the sockets that are open are looked at again and again.
 */
public final class Connections {
  private static final Pattern PORT = Pattern.compile("sin6?_port=htons\\((\\d+)\\)");
  private static final Pattern ADDRESS =
      Pattern.compile("inet_addr\\(\"([^\"]+)\"\\)|inet_pton\\(AF_INET6, \"([^\"]+)\"");

  private final Path log;
  private final @Nullable SocketSamples samples;

  private Connections(Path log, @Nullable SocketSamples samples) {
    this.log = log;
    this.samples = samples;
  }

  /** A watch that keeps its notes in this file. */
  public static Connections notedIn(Path log) {
    boolean traces =
        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, "strace")));
    return new Connections(log.toAbsolutePath(), traces ? null : SocketSamples.start());
  }

  /** The command that runs another one while it is watched. */
  public List<String> watching(List<String> command) {
    if (samples != null) {
      return command;
    }
    List<String> watched = new ArrayList<>(List.of("strace", "-f", "-qq", "--seccomp-bpf"));
    watched.addAll(List.of("-e", "trace=connect,sendto,sendmsg,sendmmsg"));
    watched.addAll(List.of("-e", "signal=none", "-s", "0", "-o", log.toString()));
    watched.addAll(command);
    return watched;
  }

  /** Puts the watch around what the script {@code command} executes. */
  public void around(Path command) throws IOException {
    if (samples != null) {
      return;
    }
    String quoted = "'" + String.join("' '", watching(List.of())) + "' ";
    String script = Files.readString(command, StandardCharsets.UTF_8);
    Files.writeString(command, script.replaceFirst("(?m)^exec ", "exec " + quoted));
  }

  /** All addresses so far, {@code host:port}. */
  public Set<String> seen() throws IOException {
    if (samples != null) {
      return samples.seen();
    }
    Set<String> seen = new TreeSet<>();
    for (String line : Files.readAllLines(log, StandardCharsets.UTF_8)) {
      Matcher port = PORT.matcher(line);
      Matcher address = ADDRESS.matcher(line);
      if (port.find() && address.find()) {
        String host = address.group(1) == null ? address.group(2) : address.group(1);
        seen.add(host.replaceFirst("^::ffff:", "") + ":" + port.group(1));
      }
    }
    return seen;
  }
}
