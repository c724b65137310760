package io.sluice.node.edge.wire.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Parameters of the query protocol, from a query string or the body of a form. A name that comes twice has its last
 * value.
 *
 * @param parameters by name, in the order in which they came
 */
public record Form(Map<String, String> parameters) {
    /** Far above a batch of ten messages with ten attributes of five parameters each. */
    private static final int PARAMETERS_MAX = 10_000;

    private static final int HEX = 16;

    /** The parameters of a query string, and after them those of a body. */
    public static Form parse(String query, byte[] body) throws Unreadable {
        Map<String, String> parameters = new LinkedHashMap<>();
        read(query.getBytes(StandardCharsets.UTF_8), parameters);
        read(body, parameters);
        return new Form(parameters);
    }

    /** The parameter of that name. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    private static void read(byte[] text, Map<String, String> parameters) throws Unreadable {
        int from = 0;
        while (from < text.length) {
            int end = indexOf(text, '&', from, text.length);
            int equals = indexOf(text, '=', from, end);
            if (end > from) {
                String value = equals == end ? "" : decode(text, equals + 1, end);
                parameters.put(decode(text, from, equals), value);
                if (parameters.size() > PARAMETERS_MAX) {
                    throw new Unreadable("There are more than " + PARAMETERS_MAX + " parameters");
                }
            }
            from = end + 1;
        }
    }

    private static int indexOf(byte[] text, char wanted, int from, int end) {
        for (int i = from; i < end; i++) {
            if (text[i] == wanted) {
                return i;
            }
        }
        return end;
    }

    private static String decode(byte[] text, int from, int end) throws Unreadable {
        ByteBuffer plain = ByteBuffer.allocate(end - from);
        for (int i = from; i < end; i++) {
            if (text[i] == '%') {
                if (i + 2 >= end) {
                    throw new Unreadable("A parameter ends within an escape");
                }
                plain.put((byte) (digit(text[i + 1]) * HEX + digit(text[i + 2])));
                i += 2;
            } else {
                plain.put(text[i] == '+' ? (byte) ' ' : text[i]);
            }
        }
        try {
            // Strict, so that no text is changed on its way without anybody noticing.
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(plain.flip())
                    .toString();
        } catch (CharacterCodingException noUtf8) {
            throw new Unreadable("A parameter is not UTF-8");
        }
    }

    private static int digit(byte character) throws Unreadable {
        int digit = Character.digit(character, HEX);
        if (digit < 0) {
            throw new Unreadable("A parameter has a broken escape");
        }
        return digit;
    }
}
