package dev.latchkey.conformance.pages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A fenced block of a page for people.
 *
 * @param page its path from the root of the project
 * @param section the heading above it
 * @param language what stands behind the fence; empty for drawings
 * @param text without the fences
 */
record Block(String page, String section, String language, String text) {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern FENCE =
      Pattern.compile("(?m)^```(\\w*)\\n(.*?)^```$", Pattern.DOTALL);
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final List<String> FOLDERS = List.of("docs", "examples", "config");

  /** All blocks of all pages: those at the root, in folders of pages, and one a module. */
  static List<Block> all() throws IOException {
    List<Path> pages = new ArrayList<>();
    try (Stream<Path> files = Files.walk(ROOT, 2)) {
      pages.addAll(files.filter(Block::isPage).toList());
    }
    for (String folder : FOLDERS) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
        pages.addAll(files.filter(Block::isPage).toList());
      }
    }
    List<Block> blocks = new ArrayList<>();
    for (Path page : pages.stream().distinct().sorted().toList()) {
      blocks.addAll(of(name(page), Files.readString(page)));
    }
    return blocks;
  }

  private static boolean isPage(Path file) {
    return file.toString().endsWith(".md");
  }

  private static String name(Path file) {
    return ROOT.relativize(file).toString();
  }

  private static List<Block> of(String page, String text) {
    List<Block> blocks = new ArrayList<>();
    Matcher fence = FENCE.matcher(text);
    while (fence.find()) {
      String heading =
          HEADING
              .matcher(text.substring(0, fence.start()))
              .results()
              .map(match -> match.group(1))
              .reduce("", (_, last) -> last);
      blocks.add(new Block(page, heading, fence.group(1), fence.group(2)));
    }
    return blocks;
  }

  boolean is(String wanted) {
    return language.equals(wanted);
  }

  @Override
  public String toString() {
    String first = text.lines().findFirst().orElse("");
    return page + " (" + section + ") " + language + ": " + first;
  }
}
