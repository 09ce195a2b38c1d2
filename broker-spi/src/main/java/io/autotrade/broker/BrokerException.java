package io.autotrade.broker;

/** Failure of a read. Carries the fault as a value so that callers can switch over it. */
public final class BrokerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient BrokerFault fault;

    public BrokerException(BrokerFault fault) {
        super(fault.message());
        this.fault = fault;
    }

    public BrokerException(BrokerFault fault, Throwable cause) {
        super(fault.message(), cause);
        this.fault = fault;
    }

    public BrokerFault fault() {
        return fault;
    }
}
