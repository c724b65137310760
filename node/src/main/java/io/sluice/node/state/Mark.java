package io.sluice.node.state;

/** The row of a table whose keys say all. */
public record Mark() {
    /** The one mark. */
    public static final Mark MARK = new Mark();

    /** No bytes. */
    public static final RowCodec<Mark> CODEC = new RowCodec<>() {
        @Override
        public byte[] encode(Mark row) {
            return new byte[0];
        }

        @Override
        public Mark decode(byte[] bytes) {
            return MARK;
        }
    };
}
