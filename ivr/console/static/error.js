// Of a form that was refused, what is to be done first has the focus: the field that is wrong, or
// an empty one before it; where no field is wrong, the sentence itself.
"use strict";

const wrong = document.querySelector("[aria-invalid=true]");
const fields = [...(wrong?.form?.elements ?? [])];
const first = fields.find((field) => field === wrong || (field.required && !field.value));
const sentence = document.querySelector(".error");
if (sentence) sentence.tabIndex = -1;
(first ?? sentence)?.focus();
