package org.pmodel.nativecode;

/** Byte offsets of the fields of {@code pm_context}; {@code pm/context.h} asserts the same numbers. */
final class ContextLayout {
    static final int ARRAYS = 0;
    static final int WORKSPACE = 8;
    static final int WORKSPACE_CAPACITY = 16;
    static final int ARENA = 24;
    static final int ARENA_CAPACITY = 32;
    static final int NEEDED = 40;
    static final int COUNTER = 48;
    static final int KEY = 56;
    static final int FAULT_SITE = 64;
    static final int FAULT_INDICES = 68;
    static final int FAULT_VALUES = 72;
    static final int FAULT_INDEX = 80;
    static final int FAULT_VALUE = 112;
    static final int MESSAGES = 144;
    static final int MESSAGES_CAPACITY = 152;
    static final int MESSAGES_LENGTH = 160;
    static final int PARTS = 168;
    static final int PARTS_CAPACITY = 176;
    static final int CREW = 184;
    static final int DIVIDE = 192;
    static final int STACK_FLOOR = 200;
    static final int SIZE = 208;

    private ContextLayout() {}
}
