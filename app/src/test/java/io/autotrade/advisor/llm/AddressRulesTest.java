package io.autotrade.advisor.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "169.254.0.1",
                "100.64.0.1",
                "0.0.0.0",
                "0.1.2.3",
                "224.0.0.1",
                "255.255.255.255",
                "198.18.0.1",
                "192.0.0.192",
                "fe80::1",
                "fd00:ec2::254",
                "fc00::1",
                "::",
                "ff02::1",
                "64:ff9b::a00:1",
                "64:ff9b::a9fe:a9fe",
                "2002:a00:1::",
                "2002:c0a8:101::",
                "::ffff:192.168.0.1",
                "::10.0.0.1",
                "168.63.129.16",
                "::ffff:0:169.254.169.254",
                "64:ff9b:1::a9fe:a9fe",
                "2001:0:4136:e378:8000:63bf:3f57:fdfe"
            })
    void refusesPrivateLinkLocalAndMetadataAddresses(String address) throws Exception {
        assertThat(AddressRules.refusal(InetAddress.getByName(address))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111"})
    void takesLoopbackAndPublicAddresses(String address) throws Exception {
        assertThat(AddressRules.refusal(InetAddress.getByName(address))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "api.deepseek.com/v1",
                "ftp://api.example/v1",
                "http://api.example/v1",
                "https://user:pw@api.example/v1",
                "https://api.example/v1?x=1",
                "https:///v1",
                "file:///etc/passwd",
                "http://localhost.evil.example/v1",
                "http://127.0.0.1.evil.example/v1",
                "http://127.evil.example/v1",
                "http://2130706433/v1",
                "http://0x7f000001/v1",
                "http://127.1/v1",
                "ht tp://x"
            })
    void refusesUrlsThatAreNone(String url) {
        assertThat(AddressRules.refusal(url, Set.of())).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.deepseek.com/v1",
                "http://localhost:11434/v1",
                "http://127.0.0.1:1/v1",
                "http://gpu.lan/v1"
            })
    void takesHttpsAndHttpForThisMachineAndAllowedHosts(String url) {
        assertThat(AddressRules.refusal(url, Set.of("GPU.lan"))).isNull();
    }
}
