package dev.latchkey.benchmarks;

import java.util.Locale;

/**
 * One line of the table.
 *
 * @param what is measured
 * @param value in the target's unit
 * @param target what it should be
 */
record Row(String what, double value, Target target) {

  /** A bound. */
  sealed interface Target {
    boolean met(double value);

    String unit();

    String text();
  }

  /** The value should not be larger. */
  record AtMost(double bound, String unit) implements Target {
    @Override
    public boolean met(double value) {
      return value <= bound;
    }

    @Override
    public String text() {
      return "≤ " + number(bound) + " " + unit;
    }
  }

  /** The value should not be smaller. */
  record AtLeast(double bound, String unit) implements Target {
    @Override
    public boolean met(double value) {
      return value >= bound;
    }

    @Override
    public String text() {
      return "≥ " + number(bound) + " " + unit;
    }
  }

  static Row atMost(String what, double value, double bound, String unit) {
    return new Row(what, value, new AtMost(bound, unit));
  }

  static Row atLeast(String what, double value, double bound, String unit) {
    return new Row(what, value, new AtLeast(bound, unit));
  }

  /** As a row of a Markdown table. */
  String markdown() {
    String verdict = target.met(value) ? "met" : "missed";
    return "| %s | %s %s | %s | %s |"
        .formatted(what, number(value), target.unit(), target.text(), verdict);
  }

  private static String number(double value) {
    String form = value >= 100 || value == Math.rint(value) ? "%,.0f" : "%.2f";
    return String.format(Locale.ROOT, form, value);
  }
}
