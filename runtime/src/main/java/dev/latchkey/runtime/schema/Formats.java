package dev.latchkey.runtime.schema;

import java.net.Inet6Address;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetTime;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The forms of texts that {@code format} names, of those everybody means the same by: {@code
 * date-time}, {@code date}, {@code time}, {@code duration}, {@code email}, {@code hostname}, {@code
 * ipv4}, {@code ipv6}, {@code uri}, {@code uri-reference}, {@code uuid}, {@code json-pointer},
 * {@code regex}. Any other name, and a text longer than {@value Patterns#LONGEST} characters, says
 * nothing.
 */
final class Formats {
  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
  private static final Pattern TIME =
      Pattern.compile("\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9}\\d*)?(?:[Zz]|[+-]\\d\\d:\\d\\d)");

  /** A form and a text that has it. */
  private record Form(String example, Predicate<String> has) {}

  private static final Map<String, Form> FORMS =
      Map.ofEntries(
          Map.entry("date-time", new Form("2026-05-01T12:00:00Z", Formats::dateTime)),
          Map.entry("date", new Form("2026-05-01", Formats::date)),
          Map.entry("time", new Form("12:00:00Z", Formats::time)),
          Map.entry(
              "duration",
              like(
                  "PT30M",
                  "P(?:\\d+W|(?=.)(?:\\d+Y)?(?:\\d+M)?(?:\\d+D)?"
                      + "(?:T(?=.)(?:\\d+H)?(?:\\d+M)?(?:\\d+S)?)?)")),
          Map.entry("email", like("a@example.com", "[^\\s@]+@[^\\s@]+")),
          Map.entry(
              "hostname", like("example.com", "(?=.{1,253}$)" + LABEL + "(?:\\." + LABEL + ")*")),
          Map.entry("ipv4", like("192.0.2.1", OCTET + "(?:\\." + OCTET + "){3}")),
          Map.entry("ipv6", new Form("2001:db8::1", Formats::ipv6)),
          Map.entry("uri", new Form("https://example.com/a", text -> uri(text, true))),
          Map.entry("uri-reference", new Form("/a?b=c", text -> uri(text, false))),
          Map.entry(
              "uuid",
              like(
                  "123e4567-e89b-12d3-a456-426614174000",
                  "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")),
          Map.entry("json-pointer", like("/a/0", "(?:/(?:[^~/]|~[01])*+)*+")),
          Map.entry("regex", new Form("^a+$", Formats::regex)));

  private Formats() {}

  private static Form like(String example, String pattern) {
    return new Form(example, Pattern.compile(pattern).asMatchPredicate());
  }

  /** What is wrong with a text that should have the form of this name. */
  static Optional<String> problem(String name, String text) {
    Form form = FORMS.get(name);
    return form == null || text.length() > Patterns.LONGEST || has(form, text)
        ? Optional.empty()
        : Optional.of("is no " + name + " such as " + form.example());
  }

  private static boolean has(Form form, String text) {
    try {
      return form.has().test(text);
    } catch (StackOverflowError _) {
      return true;
    }
  }

  private static boolean dateTime(String text) {
    return text.length() > 11
        && "Tt ".indexOf(text.charAt(10)) >= 0
        && date(text.substring(0, 10))
        && time(text.substring(11));
  }

  private static boolean date(String text) {
    return DATE.matcher(text).matches() && read(() -> LocalDate.parse(text));
  }

  /** A leap second counts as the one before it. */
  private static boolean time(String text) {
    if (!TIME.matcher(text).matches()) {
      return false;
    }
    String seconds = text.substring(6, 8).equals("60") ? "59" : text.substring(6, 8);
    String zone = text.substring(8).replaceFirst("^\\.\\d+", "");
    String zoned = text.substring(0, 6) + seconds + (zone.equals("z") ? "Z" : zone);
    return read(() -> OffsetTime.parse(zoned));
  }

  private static boolean read(Runnable parser) {
    try {
      parser.run();
      return true;
    } catch (DateTimeException _) {
      return false;
    }
  }

  private static boolean ipv6(String text) {
    try {
      return text.indexOf('%') < 0 && text.indexOf('[') < 0 && Inet6Address.ofLiteral(text) != null;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static boolean uri(String text, boolean absolute) {
    try {
      URI uri = new URI(text);
      return !absolute || uri.isAbsolute();
    } catch (URISyntaxException _) {
      return false;
    }
  }

  private static boolean regex(String text) {
    try {
      return !Pattern.compile(text).pattern().isEmpty() || text.isEmpty();
    } catch (PatternSyntaxException _) {
      return false;
    }
  }
}
