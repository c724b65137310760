package io.sluice.node.edge.queue;

import com.google.protobuf.ByteString;

/**
 * A user attribute of a message, checked.
 *
 * @param dataType with its custom suffix
 * @param value UTF-8 of the text, or the bytes
 */
record UserAttribute(String name, String dataType, ByteString value, boolean binary) {}
