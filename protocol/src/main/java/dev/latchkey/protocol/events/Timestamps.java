package dev.latchkey.protocol.events;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.io.Serial;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The timestamps of the protocol: ISO-8601 in UTC with milliseconds, such as {@code
 * 2026-01-31T08:15:00.000Z}. Finer fractions are kept.
 */
public final class Timestamps {
  private static final int NANOS_PER_MILLI = 1_000_000;

  private Timestamps() {}

  /** The text of {@code time} in UTC. */
  public static String format(OffsetDateTime time) {
    OffsetDateTime utc = time.withOffsetSameInstant(ZoneOffset.UTC);
    int nanos = utc.getNano();
    if (nanos % NANOS_PER_MILLI != 0 || utc.getYear() < 0 || utc.getYear() > 9999) {
      return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(utc);
    }
    StringBuilder out = new StringBuilder(24);
    digits(out, utc.getYear(), 1000).append('-');
    digits(out, utc.getMonthValue(), 10).append('-');
    digits(out, utc.getDayOfMonth(), 10).append('T');
    digits(out, utc.getHour(), 10).append(':');
    digits(out, utc.getMinute(), 10).append(':');
    digits(out, utc.getSecond(), 10).append('.');
    return digits(out, nanos / NANOS_PER_MILLI, 100).append('Z').toString();
  }

  /**
   * The time of an ISO-8601 text, in UTC.
   *
   * @throws DateTimeException when {@code text} is not a date and time with an offset
   */
  public static OffsetDateTime parse(String text) {
    return OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
  }

  private static StringBuilder digits(StringBuilder out, int value, int unit) {
    for (int rest = value, place = unit; place > 0; rest %= place, place /= 10) {
      out.append((char) ('0' + rest / place));
    }
    return out;
  }

  /** Binds timestamps for Jackson; needs no module. */
  public static final class Serializer extends StdScalarSerializer<OffsetDateTime> {
    @Serial private static final long serialVersionUID = 1;

    /** For Jackson. */
    public Serializer() {
      super(OffsetDateTime.class);
    }

    @Override
    public void serialize(OffsetDateTime value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(format(value));
    }
  }

  /** Binds timestamps for Jackson; needs no module. */
  public static final class Deserializer extends StdScalarDeserializer<OffsetDateTime> {
    @Serial private static final long serialVersionUID = 1;

    /** For Jackson. */
    public Deserializer() {
      super(OffsetDateTime.class);
    }

    @Override
    public OffsetDateTime deserialize(JsonParser in, DeserializationContext context)
        throws IOException {
      String text = in.getValueAsString("");
      try {
        return parse(text);
      } catch (DateTimeException e) {
        return (OffsetDateTime)
            context.handleWeirdStringValue(
                OffsetDateTime.class, text, "not an ISO-8601 date and time with an offset");
      }
    }
  }
}
