"""python3 -m unittest discover -s scripts/emulator-checks"""
import unittest

from botocore.exceptions import ClientError

from automation import Refused, execute

FOUND = {"Things": [{"Name": "a", "State": "ready", "Open": True, "Count": 2, "Tags": ["x", "y"]}]}


def step(name, action="executeAwsApi", outputs=(), inputs=None, **more):
    made = {"name": name, "action": f"aws:{action}", "inputs": {"Service": "things", "Api": "Describe", **(inputs or {})}, **more}
    return {**made, **({"outputs": [{"Name": n, "Selector": s, "Type": t} for n, s, t in outputs]} if outputs else {})}


def expect(name, selector, *values, action="assertAwsResourceProperty", **more):
    return step(name, action, inputs={"PropertySelector": selector, "DesiredValues": list(values)}, **more)


def branch(name, *choices, default=None):
    return {"name": name, "action": "aws:branch", "inputs": {"Choices": list(choices), **({"Default": default} if default else {})}}


def run(*steps, parameters=None, given=None, outputs=(), answer=lambda api, inputs: FOUND):
    document = {"schemaVersion": "0.3", "parameters": parameters or {}, "mainSteps": list(steps), "outputs": list(outputs)}
    return execute(document, given or {}, answer)


def fail(api, inputs):
    raise ClientError({"Error": {"Code": "NotFound", "Message": "gone"}}, "Describe")


class Values(unittest.TestCase):
    def test_references_keep_their_type_or_become_text(self):
        parameters = {"Which": {"type": "String"}, "Sure": {"type": "Boolean", "default": True}, "All": {"type": "StringList", "default": ["a", "b"]}}
        inputs = {"Name": "{{ Which }}", "Text": "of {{Which}}: {{ Sure }}", "Sure": "{{ Sure }}", "Deep": [{"All": "{{ All }}"}], "Count": 3}
        [call] = run(step("one", inputs=inputs), parameters=parameters, given={"Which": "a"}).calls
        self.assertEqual(call, ("things:Describe", {"Name": "a", "Text": "of a: True", "Sure": True, "Deep": [{"All": ["a", "b"]}], "Count": 3}))

    def test_outputs_are_selected_and_handed_on(self):
        outputs = [("Name", "$.Things[0].Name", "String"), ("Tags", "$.Things[0].Tags", "StringList")]
        done = run(step("one", outputs=outputs), step("two", inputs={"Tags": "{{ one.Tags }}"}), outputs=["one.Name", "elsewhere.Name"])
        self.assertEqual((done.outputs, done.inputs("things:Describe")), ({"one.Name": "a"}, {"Tags": ["x", "y"]}))

    def test_outputs_are_converted(self):
        converted = [(2, "String", "2"), (True, "StringList", ["True"]), ("2", "Integer", 2), ("false", "Boolean", False), (["x"], "String", "x"), ([2], "Integer", 2)]
        for value, declared, expected in converted:
            done = run(step("one", outputs=[("Out", "$.Value", declared)]), outputs=["one.Out"], answer=lambda api, inputs: {"Value": value})
            self.assertEqual(done.outputs, {"one.Out": expected})

    def test_an_output_that_is_missing_or_of_another_type_fails_its_step(self):
        for selector, declared in (("$.Things[0].Colour", "String"), ("$.Things[1].Name", "String"), ("$.Things[0]", "String"), ("$.Things[0].Name", "Integer")):
            done = run(step("one", outputs=[("Out", selector, declared)]), step("two"))
            self.assertEqual((done.status, done.steps, list(done.failed)), ("Failed", ["one"], ["one"]))

    def test_what_is_not_known_is_refused(self):
        refused = [
            [step("one", "runCommand")],
            [step("one", inputs={"Now": "{{ global:DATE }}"})],
            [step("one", inputs={"Name": "{{ two.Name }}"}), step("two")],
            [step("one", nextStep="nowhere")],
            [step("one", onFailure="step:nowhere")],
            [step("one", maxAttempts=2)],
            [step("one"), step("one")],
            [branch("one", {"Variable": "a", "Matches": "a", "NextStep": "two"}), step("two")],
            [step("one", nextStep="one")],
        ]
        for steps in refused:
            self.assertRaises(Refused, run, *steps)

    def test_parameters_are_checked(self):
        declared = {"Key": {"type": "String", "allowedPattern": "[a-z]+"}, "Size": {"type": "String", "default": "s", "allowedValues": ["s", "m"]}}
        for given in ({}, {"Key": "A"}, {"Key": "a\n"}, {"Key": 1}, {"Key": "a", "Size": "l"}, {"Key": "a", "Other": "b"}):
            self.assertRaises(Refused, run, step("one"), parameters=declared, given=given)


class Steps(unittest.TestCase):
    def test_asserts_compare_text(self):
        good = [expect("a", "$.Things[0].State", "gone", "ready"), expect("b", "$.Things[0].Open", "True"), expect("c", "$.Things[0].Count", "2")]
        self.assertEqual(run(*good).status, "Success")
        for selector, value in (("$.Things[0].State", "gone"), ("$.Things[0].Open", "true"), ("$.Things[0].Colour", "None")):
            self.assertEqual(run(expect("a", selector, value)).status, "Failed")

    def test_waits_end(self):
        states = iter(["new", "ready"])
        becoming = lambda api, inputs: {"State": next(states)}
        self.assertEqual(run(expect("a", "$.State", "ready", action="waitForAwsResourceProperty"), answer=becoming).status, "Success")
        never = run(expect("a", "$.Things[0].State", "gone", action="waitForAwsResourceProperty"))
        self.assertEqual((never.status, never.failed["a"][:9], len(never.calls)), ("Failed", "timed out", 3))

    def test_failures_go_where_they_are_sent(self):
        sent = {
            ("Abort", True): ("Failed", ["one"]), ("Abort", False): ("Failed", ["one"]),
            ("Continue", True): ("Failed", ["one", "two", "three"]), ("Continue", False): ("Success", ["one", "two", "three"]),
            ("step:three", True): ("Failed", ["one", "three"]), ("step:three", False): ("Success", ["one", "three"]),
        }
        for (after, critical), expected in sent.items():
            answer = lambda api, inputs: fail(api, inputs) if inputs else FOUND
            done = run(step("one", inputs={"Name": "b"}, onFailure=after, isCritical=critical), step("two"), step("three"), answer=answer)
            self.assertEqual((done.status, done.steps), expected, (after, critical))

    def test_sleeps_are_skipped_and_ends_are_ends(self):
        sleep = {"name": "nap", "action": "aws:sleep", "inputs": {"Duration": "PT1H"}}
        self.assertEqual(run(sleep, step("one", nextStep="three"), step("two"), step("three", isEnd=True), step("four")).steps, ["nap", "one", "three"])

    def test_branches(self):
        isA, isB = {"Variable": "{{ Key }}", "StringEquals": "a"}, {"Variable": "{{ Key }}", "StartsWith": "b"}
        choices = [{**isA, "NextStep": "two"}, {"And": [isB, {"Not": {"Variable": "{{ Key }}", "Contains": "x"}}], "NextStep": "three"}]
        expected = {"a": ["two", "three", "four"], "bc": ["three", "four"], "bx": ["four"]}
        for key, steps in expected.items():
            done = run(branch("one", *choices, default="four"), step("two"), step("three"), step("four"), parameters={"Key": {"type": "String"}}, given={"Key": key})
            self.assertEqual(done.steps, ["one", *steps])
        self.assertEqual(run(branch("one", {"Or": [isA, isB], "NextStep": "three"}), step("two"), step("three"),
                             parameters={"Key": {"type": "String"}}, given={"Key": "c"}).steps, ["one", "two", "three"])


if __name__ == "__main__":
    unittest.main()
