package io.autotrade;

import io.autotrade.config.AppConfig;
import io.autotrade.config.ConfigException;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks at everything the service needs, before it is started or while it runs. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description =
                "Checks Java, configuration, files, port, clock, database, plugins, venue with its keys, and model,"
                        + " and says how to mend what is wrong. Places no order.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:nothing is in the way of a start", "1:something is", "2:the command line was not understood"
        })
final class DoctorCommand implements Callable<Integer> {

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Option(names = "--offline", description = "Does not ask venue and model.")
    private boolean offline;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final List<Finding> findings = new ArrayList<>();

    @Override
    public Integer call() {
        findings.add(MachineChecks.java(Runtime.version().feature()));
        findings.add(MachineChecks.clock(InstantSource.system().instant()));
        try {
            AppConfig config = options.load();
            findings.add(Finding.ok("configuration", options.file() + " is valid"));
            examine(config);
        } catch (ConfigException e) {
            findings.add(Finding.fail(
                    "configuration",
                    String.valueOf(e.getMessage()),
                    "correct the keys above; docs/configuration.md lists what each may be"));
        }
        return print();
    }

    private void examine(AppConfig config) {
        findings.add(MachineChecks.disk(config.store().dataDir()));
        findings.addAll(MachineChecks.secrets(config));
        findings.add(MachineChecks.port(config.http()));
        Vertx vertx = Vertx.vertx();
        try {
            ServiceChecks checks = new ServiceChecks(vertx, config);
            findings.add(checks.database());
            findings.addAll(checks.plugins());
            if (!offline) {
                findings.addAll(checks.venue());
                findings.add(checks.model());
            }
        } finally {
            vertx.close().await();
        }
    }

    private int print() {
        boolean wrong = findings.stream().anyMatch(finding -> finding.level() == Finding.Level.FAIL);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonArray items = new JsonArray();
            findings.forEach(finding -> items.add(finding.json()));
            out.println(new JsonObject().put("ok", !wrong).put("checks", items).encodePrettily());
        } else {
            findings.forEach(finding -> out.println(finding.line()));
            out.println(wrong ? "something is in the way of a start" : "nothing is in the way of a start");
        }
        out.flush();
        return wrong ? Autotrade.FAILED : Autotrade.OK;
    }
}
