package io.sluice.node.edge.wire.codec;

import java.nio.charset.StandardCharsets;

/** XML as the query protocol of AWS has it: elements without attributes, but for the namespace of the outermost. */
public final class XmlText {
    private static final String DECLARATION = "<?xml version=\"1.0\"?>\n";
    private static final char REPLACEMENT = '\uFFFD';
    private static final int CHARS_USUAL = 512;

    private final StringBuilder xml = new StringBuilder(CHARS_USUAL).append(DECLARATION);

    /** The beginning of the outermost element. */
    public XmlText open(String name, String namespace) {
        xml.append('<').append(name).append(" xmlns=\"").append(namespace).append("\">");
        return this;
    }

    /** The beginning of an element. */
    public XmlText open(String name) {
        xml.append('<').append(name).append('>');
        return this;
    }

    /** The end of an element. */
    public XmlText close(String name) {
        xml.append("</").append(name).append('>');
        return this;
    }

    /** An element with nothing in it. */
    public XmlText empty(String name) {
        xml.append('<').append(name).append("/>");
        return this;
    }

    /** An element with a text. */
    public XmlText element(String name, String text) {
        open(name);
        for (int i = 0; i < text.length(); i++) {
            append(text.charAt(i), text, i);
        }
        return close(name);
    }

    /** A carriage return must be escaped, or readers make a line feed of it; quotes are because AWS does. */
    private void append(char c, String text, int at) {
        switch (c) {
            case '&' -> xml.append("&amp;");
            case '<' -> xml.append("&lt;");
            case '>' -> xml.append("&gt;");
            case '"' -> xml.append("&quot;");
            case '\r' -> xml.append("&#xD;");
            default -> xml.append(legal(c, text, at) ? c : REPLACEMENT);
        }
    }

    /** What XML 1.0 cannot have; only error texts that quote nonsense come here with it. */
    private static boolean legal(char c, String text, int at) {
        if (Character.isHighSurrogate(c)) {
            return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        }
        return c >= ' ' ? c < '\uFFFE' : c == '\t' || c == '\n';
    }

    /** All of it. */
    public byte[] bytes() {
        return xml.toString().getBytes(StandardCharsets.UTF_8);
    }
}
