"""Socket programs of the scenario language on real sockets of Linux, on the hosts of sockets.py.

Standard input, a line of JSON each: the network, as sockets.py takes it; then {"addresses": {"bob": "10.0.0.2"}, "programs": [...]}, the
programs as a scenario has them. Standard output, a line when all have ended or their time is over: what each printed and how it ended,
    {"server#1": {"printed": ["hello"], "end": "ECONNRESET"}, ...}
where "end" is empty for one that completed and null for one that still runs. It is written from the language page alone, and knows the
steps that the tests draw. To be run as root of a user namespace (unshare -rn).
"""
import decimal
import errno
import json
import re
import socket
import sys
import threading
import time

import sockets

SECONDS = {"s": 1, "ms": 1e-3}
OPERATORS = {
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
CONDITION = re.compile(r"^(.*?)(?<!\S)(==|!=|<=|>=|<|>|contains)(?!\S)(.*)$", re.DOTALL)
NUMBER = re.compile(r"^\s*[+-]?(\d+\.?\d*|\.\d+)\s*$", re.ASCII)
TOKEN = re.compile(r"\s*(\d+\.?\d*|\.\d+|[-+*/%()])", re.ASCII)
LARGEST = 2 ** 96 - 1  # The page: 28 digits; a decimal of .NET has 96 bits.
TWELFTH = decimal.Decimal("1e-12")
decimal.getcontext().prec = 80


class Break(Exception):
    pass


class Stop(Exception):
    pass


class Failed(Exception):
    pass


class Calculation:
    """Recursive descent; a value is a number and whether it is whole. ValueError where nothing comes out."""

    def __init__(self, text):
        self.tokens, at = [], 0
        text = text.rstrip()
        while at < len(text):
            found = TOKEN.match(text, at)
            if not found:
                raise ValueError
            self.tokens.append(found.group(1))
            at = found.end()
        self.tokens.append("")

    def text(self):
        value, whole = self.sum()
        if self.tokens[0]:
            raise ValueError
        if whole:
            return str(int(value))
        digits = f"{value.quantize(TWELFTH, decimal.ROUND_HALF_UP) + 0:f}".rstrip("0")
        return digits + "0" if digits.endswith(".") else digits

    def sum(self):
        value = self.product()
        while self.tokens[0] in ("+", "-"):
            sign, right = self.tokens.pop(0), self.product()
            value = checked(value[0] + right[0] if sign == "+" else value[0] - right[0], value[1] and right[1])
        return value

    def product(self):
        value, whole = self.factor()
        while self.tokens[0] in ("*", "/", "%"):
            sign, (right, other) = self.tokens.pop(0), self.factor()
            whole = whole and other
            if sign == "*":
                value = value * right
            elif right == 0:
                raise ValueError
            elif sign == "%":
                value = value % right
            else:
                value = value // right if whole else (value / right).quantize(TWELFTH, decimal.ROUND_HALF_EVEN)
            value, whole = checked(value, whole)
        return value, whole

    def factor(self):
        token = self.tokens.pop(0)
        if token == "-":
            value, whole = self.factor()
            return -value, whole
        if token == "+":
            return self.factor()
        if token == "(":
            value = self.sum()
            if self.tokens.pop(0) != ")":
                raise ValueError
            return value
        if not token or token in "-+*/%()":
            raise ValueError
        return checked(decimal.Decimal(token), "." not in token)


def checked(value, whole):
    """With as many decimals as there is room for."""
    if abs(value) > LARGEST:
        raise ValueError
    decimals = 0 if whole else max(0, -value.as_tuple().exponent)
    while decimals and abs(value.scaleb(decimals)) > LARGEST:
        decimals -= 1
        value = value.quantize(decimal.Decimal(1).scaleb(-decimals), decimal.ROUND_HALF_EVEN)
    return value, whole


def seconds(text):
    number, unit = re.fullmatch(r"(\d+) (m?s)", text).groups()
    return int(number) * SECONDS[unit]


class Program(threading.Thread):
    def __init__(self, world, name, host, steps, variables=None, sockets_of=None, server=None):
        super().__init__(daemon=True)
        self.world, self.label, self.host, self.steps = world, name, host, steps
        self.variables, self.sockets = dict(variables or {}), dict(sockets_of or {})
        self.server, self.connections = server or self, 0
        self.error, self.printed, self.end = "", [], None
        world.programs.append(self)

    def run(self):
        decimal.getcontext().prec = 80  # Each thread has its own.
        sockets.enter(self.world.network.namespaces[self.host])
        try:
            self.block(self.steps)
            end = ""
        except Stop:
            end = ""
        except Failed as failure:
            end = str(failure)
        for real in self.sockets.values():
            real.close()
        self.end = end

    def fill(self, text):
        return re.sub(r"\{\{|\}\}|\{([^}]*)\}", lambda m: self.value(m.group(1)) if m.group(1) else m.group(0)[0], str(text))

    def value(self, name):
        return self.error if name == "error" and name not in self.variables else self.variables.get(name, "")

    def holds(self, condition):
        left, operator, right = CONDITION.match(condition).groups()
        left, right = (self.fill(side.strip().removeprefix('"').removesuffix('"')) for side in (left, right))
        if operator == "contains":
            return right in left
        if NUMBER.match(left) and NUMBER.match(right):
            left, right = decimal.Decimal(left.strip()), decimal.Decimal(right.strip())
        return OPERATORS[operator](left, right)

    def block(self, steps):
        for step in steps:
            self.step({step: {}} if isinstance(step, str) else step)

    def loop(self, times, steps):
        try:
            for _ in times:
                self.block(steps)
        except Break:
            pass

    def step(self, step):
        kind = next(key for key in step if key not in ("then", "else", "steps"))
        value = step[kind]
        if kind == "print":
            self.printed.append(self.fill(value))
        elif kind == "set":
            for name, text in value.items():
                self.variables[name] = self.fill(text)
        elif kind == "calc":
            self.calc(value)
        elif kind == "if":
            self.block(step["then"] if self.holds(value) else step.get("else", []))
        elif kind == "while":
            self.loop(iter(lambda: self.holds(value), False), step["steps"])
        elif kind == "repeat":
            self.loop(range(value["times"]), value["steps"])
        elif kind == "break":
            raise Break
        elif kind == "stop":
            raise Stop
        elif kind == "expect":
            if not self.holds(value):
                raise Failed("expected")
        else:
            self.call(kind, value)

    def calc(self, value):
        for name, expression in value.items():
            if name == "on-error":
                continue
            try:
                self.variables[name] = Calculation(self.fill(expression)).text()
            except ValueError:
                self.fail("EINVAL", value)
                return

    def call(self, kind, value):
        try:
            getattr(self, "call_" + kind)(value)
            self.error = ""
        except socket.timeout:
            self.fail("ETIMEDOUT", value)
        except OSError as failure:
            self.fail(sockets.NAMES[failure.errno], value)

    def fail(self, name, value):
        self.error = name
        handlers = value.get("on-error", {}) if isinstance(value, dict) else {}
        if name not in handlers and "any" not in handlers:
            raise Failed(name)
        self.block(handlers.get(name, handlers.get("any")))

    def real(self, value, name="socket"):
        if value[name] not in self.sockets:
            raise OSError(errno.EBADF, "closed")
        real = self.sockets[value[name]]
        real.settimeout(seconds(value["timeout"]) if "timeout" in value else None)
        return real

    def endpoint(self, value):
        to = self.fill(value["to"])
        host, _, port = to.partition(":")
        return self.world.addresses.get(host, host), int(value.get("port", port or 0))

    def call_socket(self, value):
        kind = socket.SOCK_STREAM if value["type"] == "stream" else socket.SOCK_DGRAM
        self.sockets[value["as"]] = socket.socket(socket.AF_INET, kind)

    def call_bind(self, value):
        self.real(value).bind((value.get("address", "0.0.0.0"), value["port"]))

    def call_listen(self, value):
        self.real(value).listen(value.get("backlog", sockets.SOMAXCONN))

    def call_accept(self, value):
        self.sockets[value["as"]], _ = self.real(value).accept()

    def call_each(self, value):
        for _ in range(value["times"]):
            connection, (address, port) = self.real(value).accept()
            variables = {**self.variables, **({value["from"]: f"{address}:{port}"} if "from" in value else {})}
            self.server.connections += 1
            label = f"{self.server.label}#{self.server.connections}"
            Program(self.world, label, self.host, value["steps"], variables, {value["as"]: connection}, self.server).start()

    def call_connect(self, value):
        self.real(value).connect(self.endpoint(value))

    def call_send(self, value):
        self.real(value).sendall(self.fill(value["data"]).encode())

    call_sendall = call_send

    def call_recv(self, value):
        self.variables[value["as"]] = self.real(value).recv(value["size"]).decode()

    def call_sendto(self, value):
        self.real(value).sendto(self.fill(value["data"]).encode(), self.endpoint(value))

    def call_recvfrom(self, value):
        data, (address, port) = self.real(value).recvfrom(value["size"])
        self.variables[value["as"]] = data.decode()
        if "from" in value:
            self.variables[value["from"]] = f"{address}:{port}"

    def call_close(self, name):
        self.real({"socket": name}).close()
        del self.sockets[name]

    def call_sleep(self, text):
        time.sleep(seconds(text))


class World:
    def __init__(self, network, plan):
        self.network, self.addresses, self.programs = network, plan["addresses"], []
        for program in plan["programs"]:
            Program(self, program["name"], program["host"], program["steps"])

    def run(self, patience):
        for program in list(self.programs):
            program.start()
            time.sleep(0.001)
        deadline = time.monotonic() + patience
        while any(program.end is None for program in self.programs) and time.monotonic() < deadline:
            time.sleep(0.01)
        return {program.label: {"printed": program.printed, "end": program.end} for program in self.programs}


network = sockets.Network(json.loads(sys.stdin.buffer.raw.readline()))
print(json.dumps(World(network, json.loads(sys.stdin.readline())).run(patience=30)), flush=True)
