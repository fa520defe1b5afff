package dev.latchkey.runtime.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * As much YAML as a flat mapping of scalars needs: plain, quoted and block scalars, which is what
 * YAML writers use for the first prompt of a session, whatever people write in it. Nested values
 * are skipped.
 */
final class FlatYaml {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9_./~\\\\][A-Za-z0-9 _./@+~\\\\-]*");
  private static final Pattern AMBIGUOUS =
      Pattern.compile("(?i)true|false|yes|no|on|off|null|~|[0-9.+-][0-9._eE+:-]*");

  private FlatYaml() {}

  /** The text as a scalar: plain where no reader can take it for anything else. */
  static String scalar(String value) {
    boolean plain =
        PLAIN.matcher(value).matches()
            && !AMBIGUOUS.matcher(value).matches()
            && !value.endsWith(" ");
    return plain ? value : doubleQuoted(value);
  }

  static Map<String, String> read(String text) {
    Map<String, String> values = new HashMap<>();
    List<String> lines = text.lines().toList();
    int at = 0;
    while (at < lines.size()) {
      String line = lines.get(at++);
      int end = at;
      while (end < lines.size() && continues(lines.get(end))) {
        end++;
      }
      int colon = line.indexOf(':');
      if (colon > 0 && !continues(line) && line.charAt(0) != '#') {
        String first = line.substring(colon + 1).strip();
        values.put(line.substring(0, colon).strip(), value(first, lines.subList(at, end)));
      }
      at = end;
    }
    values.values().removeIf("\0"::equals);
    return values;
  }

  private static boolean continues(String line) {
    return line.isBlank() || line.charAt(0) == ' ' || line.charAt(0) == '\t';
  }

  private static String value(String first, List<String> more) {
    if (first.startsWith("|") || first.startsWith(">")) {
      return block(first, more);
    }
    String joined = folded(first, more);
    if (joined.startsWith("\"")) {
      return unescaped(joined);
    }
    if (joined.startsWith("'")) {
      int end = joined.lastIndexOf('\'');
      return joined.substring(1, Math.max(end, 1)).replace("''", "'");
    }
    int comment = joined.indexOf(" #");
    String plain = comment < 0 ? joined : joined.substring(0, comment).strip();
    return plain.equals("null") || plain.equals("~") || plain.isEmpty() ? "\0" : plain;
  }

  /** Lines of a flow scalar: a line break is a space, an empty line is a line break. */
  private static String folded(String first, List<String> more) {
    StringBuilder text = new StringBuilder(first);
    int breaks = 0;
    for (String line : more) {
      String part = line.strip();
      if (part.isEmpty()) {
        breaks++;
        continue;
      }
      if (text.toString().endsWith("\\")) {
        text.setLength(text.length() - 1);
      } else {
        text.append(breaks == 0 ? " " : "\n".repeat(breaks));
      }
      text.append(part);
      breaks = 0;
    }
    return text.toString();
  }

  private static String block(String header, List<String> more) {
    int indent =
        more.stream().filter(line -> !line.isBlank()).mapToInt(FlatYaml::indent).min().orElse(0);
    List<String> lines =
        more.stream().map(line -> line.length() < indent ? "" : line.substring(indent)).toList();
    String text =
        header.startsWith("|")
            ? String.join("\n", lines)
            : folded(lines.isEmpty() ? "" : lines.getFirst(), lines.stream().skip(1).toList());
    return header.contains("+") ? text : text.stripTrailing();
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }

  private static String doubleQuoted(String value) {
    StringBuilder text = new StringBuilder("\"");
    value
        .chars()
        .forEach(c -> {
          switch (c) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\n' -> text.append("\\n");
            case '\t' -> text.append("\\t");
            case '\r' -> text.append("\\r");
            default -> {
              if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || c == 0xFEFF) {
                text.append("\\u%04x".formatted(c));
              } else {
                text.append((char) c);
              }
            }
          }
        });
    return text.append('"').toString();
  }

  private static String unescaped(String quoted) {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < quoted.length() && quoted.charAt(i) != '"'; i++) {
      char c = quoted.charAt(i);
      if (c != '\\' || i + 1 >= quoted.length()) {
        text.append(c);
        continue;
      }
      char escape = quoted.charAt(++i);
      int digits =
          switch (escape) {
            case 'x' -> 2;
            case 'u' -> 4;
            case 'U' -> 8;
            default -> 0;
          };
      int code = codePoint(quoted, i + 1, digits);
      if (code >= 0) {
        text.appendCodePoint(code);
        i += digits;
      } else {
        text.append(single(escape));
      }
    }
    return text.toString();
  }

  private static int codePoint(String text, int from, int digits) {
    if (digits == 0 || from + digits > text.length()) {
      return -1;
    }
    try {
      int code = Integer.parseInt(text, from, from + digits, 16);
      return Character.isValidCodePoint(code) ? code : -1;
    } catch (NumberFormatException _) {
      return -1;
    }
  }

  private static String single(char escape) {
    return switch (escape) {
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'r' -> "\r";
      case '0' -> "\0";
      case 'b' -> "\b";
      case 'f' -> "\f";
      case 'e' -> "\u001b";
      default -> String.valueOf(escape);
    };
  }
}
