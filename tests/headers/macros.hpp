// SPDX-License-Identifier: BSL-1.0
// Names that headers of systems define as macros: windows.h, its friends, X11, complex.h, older math.h, Arduino.
#define min(a, b) not a function (
#define max(a, b) not a function (
#define small char
#define near
#define far
#define pascal
#define cdecl
#define hyper long long
#define interface struct
#define environ not_a_name
#define unix 1
#define linux 1
#define major(x) not a function (
#define minor(x) not a function (
#define I not_a_name
#define B0 0
#define F(text) text
#define DOMAIN 1
#define OVERFLOW 3
#define UNDERFLOW 4
#define ERROR 0
#define IN
#define OUT
#define OPTIONAL
#define CONST const
#define VOID void
#define TRUE 1
#define FALSE 0
#define PURE = 0
#define STRICT 1
#define DELETE 0x00010000L
#define NO_ERROR 0L
#define IGNORE 0
#define INFINITE 0xffffffff
#define DIFFERENCE 11
#define ABSOLUTE 1
#define RELATIVE 2
#define Success 0
#define Status int
#define Bool int
#define None 0L
#define Always 2
#define Above 0
#define Below 1
#define GetObject GetObjectW
#define GetMessage GetMessageW
#define Yield()
