package com.github.copilot;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** A class compiled for Java 17 against the SDK, as a user would. */
public record Compilation(Path output, List<String> errors) {

  /** Compiles one class; a null processor is none. */
  public static Compilation of(
      Path output, String name, String source, @Nullable Processor processor, String... options)
      throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--release",
                "17",
                "-d",
                output.toString(),
                "-cp",
                System.getProperty("java.class.path")));
    arguments.addAll(List.of(options));
    if (processor == null) {
      arguments.add("-proc:none");
    }
    JavaCompiler.CompilationTask task =
        compiler.getTask(
            null, null, diagnostics, arguments, null, List.of(new Source(name, source)));
    if (processor != null) {
      task.setProcessors(List.of(processor));
    }
    task.call();
    return new Compilation(
        output,
        diagnostics.getDiagnostics().stream()
            .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
            .map(d -> d.getMessage(Locale.ROOT))
            .toList());
  }

  /** Loads what was compiled. */
  public URLClassLoader loader() throws MalformedURLException {
    return new URLClassLoader(
        new URL[] {output.toUri().toURL()}, Compilation.class.getClassLoader());
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
