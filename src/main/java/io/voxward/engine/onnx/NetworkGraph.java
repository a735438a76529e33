package io.voxward.engine.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The graph in a model file, as far as leaving things out needs it. The runtime computes every
 * output of a file, wanted or not; this cuts the file down to what the wanted outputs depend on.
 *
 * <p>Reads only the frame of the file, which is in the wire form of protocol buffers: the model's
 * field 7 is the graph, whose fields are the nodes (1), the constants (5) and the outputs (12).
 * What it does not know it copies. What it cannot read, and networks with networks inside a node,
 * it leaves as they are: to judge a file is the runtime's business.
 */
final class NetworkGraph {
  private static final int MODEL_GRAPH = 7;
  private static final int GRAPH_NODE = 1;
  private static final int GRAPH_CONSTANT = 5;
  private static final int GRAPH_OUTPUT = 12;
  private static final int NODE_INPUT = 1;
  private static final int NODE_OUTPUT = 2;
  private static final int NODE_ATTRIBUTE = 5;
  private static final int ATTRIBUTE_GRAPH = 6;
  private static final int ATTRIBUTE_GRAPHS = 11;
  private static final int CONSTANT_NAME = 8;
  private static final int VALUE_NAME = 1;

  private final byte[] file;
  private final Set<String> wanted;

  private NetworkGraph(byte[] file, Set<String> wanted) {
    this.file = file;
    this.wanted = wanted;
  }

  /**
   * The same network with these outputs only.
   *
   * @param file not changed
   * @param outputs by name; if the file lacks one of them, nothing is left out
   */
  static byte[] only(Set<String> outputs, byte[] file) {
    try {
      return new NetworkGraph(file, outputs).cut();
    } catch (Unreadable e) {
      return file;
    }
  }

  /** The file is not what this class can read. */
  private static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    Unreadable() {
      super(null, null, false, false);
    }
  }

  /**
   * One field of a message.
   *
   * @param number which field it is
   * @param start where its tag begins
   * @param content where its content begins
   * @param end where the next field begins
   */
  private record Field(int number, int start, int content, int end) {}

  private byte[] cut() throws Unreadable {
    List<Field> model = fields(0, file.length);
    List<Field> graphs = model.stream().filter(field -> field.number == MODEL_GRAPH).toList();
    if (graphs.size() != 1) {
      throw new Unreadable();
    }
    Field graph = graphs.getFirst();
    byte[] less = graphWithout(fields(graph.content, graph.end));
    ByteArrayOutputStream cut = new ByteArrayOutputStream(file.length);
    cut.write(file, 0, graph.start);
    writeNumber(cut, ((long) MODEL_GRAPH << 3) | 2);
    writeNumber(cut, less.length);
    cut.write(less, 0, less.length);
    cut.write(file, graph.end, file.length - graph.end);
    return cut.toByteArray();
  }

  private byte[] graphWithout(List<Field> fields) throws Unreadable {
    BitSet dropped = new BitSet(fields.size());
    Set<String> found = new HashSet<>();
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).number == GRAPH_OUTPUT) {
        String name = text(fields.get(i), VALUE_NAME);
        found.add(name);
        dropped.set(i, !wanted.contains(name));
      }
    }
    if (!found.containsAll(wanted)) {
      throw new Unreadable();
    }
    Set<String> needed = new HashSet<>(wanted);
    // Every node stands after those it takes from, so one way back through them is enough.
    for (int i = fields.size() - 1; i >= 0; i--) {
      if (fields.get(i).number == GRAPH_NODE) {
        dropped.set(i, !keepsNode(fields.get(i), needed));
      }
    }
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).number == GRAPH_CONSTANT) {
        dropped.set(i, !needed.contains(text(fields.get(i), CONSTANT_NAME)));
      }
    }
    ByteArrayOutputStream kept = new ByteArrayOutputStream(file.length);
    for (int i = dropped.nextClearBit(0); i < fields.size(); i = dropped.nextClearBit(i + 1)) {
      kept.write(file, fields.get(i).start, fields.get(i).end - fields.get(i).start);
    }
    return kept.toByteArray();
  }

  /** Whether one of a node's results is needed; if so, what it takes is needed too. */
  private boolean keepsNode(Field node, Set<String> needed) throws Unreadable {
    List<String> takes = new ArrayList<>();
    boolean kept = false;
    for (Field part : fields(node.content, node.end)) {
      switch (part.number) {
        case NODE_INPUT -> takes.add(text(part));
        case NODE_OUTPUT -> kept |= needed.contains(text(part));
        case NODE_ATTRIBUTE -> refuseNetworkInside(part);
        default -> {
          // Names and documentation.
        }
      }
    }
    if (kept) {
      needed.addAll(takes);
    }
    return kept;
  }

  private void refuseNetworkInside(Field attribute) throws Unreadable {
    for (Field part : fields(attribute.content, attribute.end)) {
      if (part.number == ATTRIBUTE_GRAPH || part.number == ATTRIBUTE_GRAPHS) {
        throw new Unreadable();
      }
    }
  }

  /** The text in the only field of this number in a message. */
  private String text(Field message, int number) throws Unreadable {
    for (Field part : fields(message.content, message.end)) {
      if (part.number == number) {
        return text(part);
      }
    }
    throw new Unreadable();
  }

  private String text(Field field) {
    return new String(file, field.content, field.end - field.content, StandardCharsets.UTF_8);
  }

  private List<Field> fields(int from, int to) throws Unreadable {
    List<Field> fields = new ArrayList<>();
    Reader reader = new Reader(from, to);
    while (reader.at < to) {
      fields.add(reader.next());
    }
    return fields;
  }

  /** Goes through the fields of one message. */
  private final class Reader {
    private int at;
    private final int end;

    Reader(int from, int to) {
      this.at = from;
      this.end = to;
    }

    Field next() throws Unreadable {
      int start = at;
      long tag = number();
      long number = tag >>> 3;
      if (number < 1 || number > Integer.MAX_VALUE) {
        throw new Unreadable();
      }
      long length =
          switch ((int) (tag & 7)) {
            case 0 -> {
              number();
              yield 0;
            }
            case 1 -> Long.BYTES;
            case 2 -> number();
            case 5 -> Integer.BYTES;
            default -> throw new Unreadable();
          };
      if (length < 0 || length > end - at) {
        throw new Unreadable();
      }
      int content = at;
      at += (int) length;
      return new Field((int) number, start, content, at);
    }

    /** A number of seven bits a byte, the lowest first. */
    private long number() throws Unreadable {
      long value = 0;
      for (int shift = 0; shift < Long.SIZE; shift += 7) {
        if (at >= end) {
          throw new Unreadable();
        }
        byte next = file[at++];
        value |= (long) (next & 0x7f) << shift;
        if (next >= 0) {
          return value;
        }
      }
      throw new Unreadable();
    }
  }

  private static void writeNumber(ByteArrayOutputStream out, long value) {
    long rest = value;
    while (rest > 0x7f) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
