package dev.latchkey.simulator.http;

import dev.latchkey.simulator.traffic.Headers;
import dev.latchkey.simulator.traffic.RequestLine;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads requests from a socket; keeps what a client sends ahead of time. */
final class RequestReader {
  private static final int MAX_HEAD = 256 * 1024;

  private final Socket socket;
  private final InputStream in;
  private byte[] buffer = new byte[8 * 1024];
  private int start;
  private int end;

  RequestReader(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
  }

  /** The head of the next request, or null when the client is done. */
  @Nullable Head readHead() throws IOException {
    int scanned = 0;
    while (true) {
      int blank = blankLine(start + Math.max(0, scanned - 3));
      if (blank >= 0) {
        String text = new String(buffer, start, blank - start, StandardCharsets.UTF_8);
        start = blank + 4;
        return Head.parse(text);
      }
      scanned = end - start;
      if (scanned > MAX_HEAD) {
        throw new IOException("Request head of more than " + MAX_HEAD + " bytes.");
      }
      if (!fill()) {
        return null;
      }
    }
  }

  byte[] readBody(Headers headers) throws IOException {
    if (headers.first("transfer-encoding").orElse("").toLowerCase(Locale.ROOT).contains("chunk")) {
      return readChunks();
    }
    String length = headers.first("content-length").orElse("0").strip();
    return take(Integer.parseUnsignedInt(length));
  }

  private byte[] readChunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String size = readLine();
      int semicolon = size.indexOf(';');
      int bytes = Integer.parseInt(semicolon < 0 ? size : size.substring(0, semicolon), 16);
      if (bytes == 0) {
        while (!readLine().isEmpty()) {
          // Trailers carry nothing a provider looks at.
        }
        return body.toByteArray();
      }
      body.write(take(bytes));
      readLine();
    }
  }

  byte[] take(int bytes) throws IOException {
    byte[] taken = new byte[bytes];
    int buffered = Math.min(bytes, end - start);
    System.arraycopy(buffer, start, taken, 0, buffered);
    start += buffered;
    if (in.readNBytes(taken, buffered, bytes - buffered) < bytes - buffered) {
      throw new EOFException("The client closed the connection inside a request body.");
    }
    return taken;
  }

  private String readLine() throws IOException {
    while (true) {
      for (int i = start; i + 1 < end; i++) {
        if (buffer[i] == '\r' && buffer[i + 1] == '\n') {
          String line = new String(buffer, start, i - start, StandardCharsets.US_ASCII);
          start = i + 2;
          return line;
        }
      }
      if (!fill()) {
        throw new EOFException("The client closed the connection inside a chunk header.");
      }
    }
  }

  /** Waits for the client to say or close something; true when it closed. */
  boolean closedWithin(int millis) throws IOException {
    socket.setSoTimeout(Math.max(1, millis));
    try {
      return !fill();
    } catch (SocketTimeoutException stillThere) {
      return false;
    } finally {
      if (!socket.isClosed()) {
        socket.setSoTimeout(0);
      }
    }
  }

  /** True when the client has sent more than was read. */
  boolean hasBytesAhead() {
    return end > start;
  }

  private boolean fill() throws IOException {
    if (start == end) {
      start = 0;
      end = 0;
    } else if (end == buffer.length) {
      makeRoom();
    }
    int read = in.read(buffer, end, buffer.length - end);
    if (read > 0) {
      end += read;
    }
    return read > 0;
  }

  private void makeRoom() {
    int length = end - start;
    byte[] target = start > 0 ? buffer : Arrays.copyOf(buffer, buffer.length * 2);
    System.arraycopy(buffer, start, target, 0, length);
    buffer = target;
    start = 0;
    end = length;
  }

  private int blankLine(int from) {
    for (int i = from; i + 3 < end; i++) {
      if (buffer[i] == '\r'
          && buffer[i + 1] == '\n'
          && buffer[i + 2] == '\r'
          && buffer[i + 3] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** Request line and header fields. */
  record Head(RequestLine line, String version, Headers headers) {
    static Head parse(String text) throws IOException {
      String[] lines = text.split("\r\n", -1);
      String[] words = lines[0].split(" ", -1);
      if (words.length != 3) {
        throw new IOException("Not an HTTP request line: " + words.length + " words.");
      }
      List<Headers.Field> fields = new ArrayList<>(lines.length);
      for (int i = 1; i < lines.length; i++) {
        int colon = lines[i].indexOf(':');
        if (colon > 0) {
          fields.add(
              new Headers.Field(
                  lines[i].substring(0, colon), lines[i].substring(colon + 1).strip()));
        }
      }
      return new Head(RequestLine.of(words[0], words[1]), words[2], new Headers(fields));
    }
  }
}
