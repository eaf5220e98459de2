/**
 * The sentences of PModel. One grammar serves Stan programs, PModel programs and the library: what is allowed where beyond the
 * form of a sentence (constraints on local variables, statements in a data block, PModel words in a Stan file …) is checked when the
 * syntax tree is built, where there are better words for it than "unexpected token".
 *
 * Alternatives are factored so that one or two tokens decide, whatever the length of the expression in front: parsing is linear.
 */
parser grammar PModelParser;

options { tokenVocab = PModelLexer; }

// ---- files

program : (block | definition)* EOF;

/** A `.stanfunctions` file. */
functionsOnly : functionDefinition* EOF;

block
    : FUNCTIONS LBRACE functionDefinition* RBRACE # functionsBlock
    | kind=(DATA | TRANSFORMED_DATA | PARAMETERS | TRANSFORMED_PARAMETERS | MODEL | GENERATED_QUANTITIES) LBRACE statement* RBRACE # statementBlock
    ;

functionDefinition : (VOID | unsizedType) newName parameters (statementBody | SEMICOLON);

parameters : LPAREN (parameter (COMMA parameter)*)? RPAREN;

/** `...` stands for further arguments, which the body passes on. */
parameter
    : DATA? (unsizedType | functionType) newName
    | ELLIPSIS
    ;

/** `(real, vector, ...) => vector`: a function as an argument; `...L` stands for the elements of the tuple type `L`. */
functionType : LPAREN (argumentType (COMMA argumentType)*)? RPAREN YIELDS unsizedType;

argumentType
    : unsizedType
    | functionType
    | ELLIPSIS identifier?
    ;

statementBody : LBRACE statement* RBRACE;

// ---- definitions of the library

definition
    : DISTRIBUTION newName familyParameters COLON familyType LBRACE item* RBRACE # distributionDefinition
    | PRIMITIVE newName parameters COLON unsizedType (LBRACE item* RBRACE | SEMICOLON) # primitiveDefinition
    | FUNCTION newName (LESS newName (COMMA newName)* GREATER)? parameters COLON (VOID | unsizedType)
        (ASSIGN expression derivatives? SEMICOLON | statementBody (derivatives SEMICOLON)?) # libraryFunctionDefinition
    | TRANSFORM transformName parameters COLON sizedType (FROM sizedType)? LBRACE item* RBRACE # transformDefinition
    ;

transformName
    : identifier
    | constrainedType
    ;

/** `logpdf(y) = …;`, `d x = …;`, `cpp = "…";`, `sample { … }`. */
item : identifier identifier? (LPAREN (newName (COMMA newName)*)? RPAREN)? (ASSIGN (expression | STRING) SEMICOLON | statementBody);

derivatives : WITH derivative (COMMA derivative)*;

derivative : identifier identifier ASSIGN expression;

// ---- types

unsizedType : (ARRAY LBRACK COMMA* RBRACK)? unsizedElement;

familyParameters : LPAREN (familyParameter (COMMA familyParameter)*)? RPAREN;

familyParameter : DATA? familyType newName;

/** What a distribution is of or takes, with sizes in terms of its parameters where they follow from these. */
familyType
    : unsizedType
    | sizedType
    ;

unsizedElement
    : basicType constraint? # unsizedBasic
    | constrainedType # unsizedConstrained
    | TUPLE LPAREN unsizedType COMMA (unsizedType (COMMA unsizedType)*)? RPAREN # unsizedTuple
    | identifier # unsizedTypeVariable
    ;

sizedType : (ARRAY LBRACK (expression (COMMA expression)* | COMMA*) RBRACK)? sizedElement;

sizedElement
    : basicType constraint? sizes? # sizedBasic
    | constrainedType sizes # sizedConstrained
    | TUPLE LPAREN sizedType COMMA (sizedType (COMMA sizedType)*)? RPAREN # sizedTuple
    | identifier # sizedTypeVariable
    ;

sizes : LBRACK expression (COMMA expression)* RBRACK;

basicType
    : INT
    | REAL
    | COMPLEX
    | VECTOR
    | ROW_VECTOR
    | MATRIX
    | COMPLEX_VECTOR
    | COMPLEX_ROW_VECTOR
    | COMPLEX_MATRIX
    ;

constrainedType
    : ORDERED
    | POSITIVE_ORDERED
    | SIMPLEX
    | UNIT_VECTOR
    | SUM_TO_ZERO_VECTOR
    | SUM_TO_ZERO_MATRIX
    | CHOLESKY_FACTOR_CORR
    | CHOLESKY_FACTOR_COV
    | CORR_MATRIX
    | COV_MATRIX
    | COLUMN_STOCHASTIC_MATRIX
    | ROW_STOCHASTIC_MATRIX
    ;

constraint : LESS bound (COMMA bound)* GREATER;

bound : kind=(LOWER | UPPER | OFFSET | MULTIPLIER) ASSIGN constraintExpression;

// ---- statements

statement
    : sizedType declarator (COMMA declarator)* (SEMICOLON | statementBody) # declarationStatement
    | MISSING sizedType declarator (COMMA declarator)* SEMICOLON # missingStatement
    | PARAM sizedType newName TILDE distribution SEMICOLON # paramStatement
    | expression (op=(ASSIGN | PLUS_ASSIGN | MINUS_ASSIGN | TIMES_ASSIGN | DIVIDE_ASSIGN | ELEMENTWISE_TIMES_ASSIGN
        | ELEMENTWISE_DIVIDE_ASSIGN) expression | TILDE distribution)? SEMICOLON # expressionStatement
    | TARGET PLUS_ASSIGN expression SEMICOLON # targetStatement
    | JACOBIAN PLUS_ASSIGN expression SEMICOLON # jacobianStatement
    | IF LPAREN expression RPAREN statement (ELSE statement)? # ifStatement
    | WHILE LPAREN expression RPAREN statement # whileStatement
    | FOR LPAREN newName IN expression (COLON expression)? RPAREN statement # forStatement
    | PLATE newName LPAREN newName IN expression COLON expression RPAREN statement # plateStatement
    | PROFILE LPAREN STRING RPAREN statementBody # profileStatement
    | statementBody # blockStatement
    | BREAK SEMICOLON # breakStatement
    | CONTINUE SEMICOLON # continueStatement
    | RETURN expression? SEMICOLON # returnStatement
    | kind=(PRINT | REJECT | FATAL_ERROR) LPAREN printable (COMMA printable)* RPAREN SEMICOLON # messageStatement
    | SEMICOLON # emptyStatement
    | newName COLON statement # namedStatement
    | VOID newName parameters statementBody # functionStatement
    ;

/**
 * Parameters make it a function, which has a body; its result has no sizes. Sizes after the name are the array syntax of old Stan programs: read here,
 * refused with advice later.
 */
declarator : newName parameters? sizes? (ASSIGN expression)?;

distribution : identifier LPAREN expressions? RPAREN truncation?;

truncation : TRUNCATE LBRACK lower=expression? COMMA upper=expression? RBRACK;

printable
    : STRING
    | expression
    ;

// ---- expressions, from the tightest operator to the loosest

expression
    : primary # primaryExpression
    | expression QUOTE # transposeExpression
    | <assoc=right> expression op=(POWER | ELEMENTWISE_POWER) expression # binaryExpression
    | op=(NOT | MINUS | PLUS) expression # prefixExpression
    | expression op=(INTEGER_DIVIDE | LEFT_DIVIDE) expression # binaryExpression
    | expression op=(TIMES | DIVIDE | MODULO | ELEMENTWISE_TIMES | ELEMENTWISE_DIVIDE) expression # binaryExpression
    | expression op=(PLUS | MINUS) expression # binaryExpression
    | expression op=(LESS | LESS_EQUAL | GREATER | GREATER_EQUAL) expression # binaryExpression
    | expression op=(EQUAL | NOT_EQUAL) expression # binaryExpression
    | expression op=AND expression # binaryExpression
    | expression op=OR expression # binaryExpression
    | <assoc=right> expression QUESTION expression COLON expression # conditionalExpression
    ;

/** A bound: without comparisons, because `>` ends the list of bounds. */
constraintExpression
    : primary # primaryBound
    | constraintExpression QUOTE # transposeBound
    | <assoc=right> constraintExpression op=(POWER | ELEMENTWISE_POWER) constraintExpression # binaryBound
    | op=(NOT | MINUS | PLUS) constraintExpression # prefixBound
    | constraintExpression op=(INTEGER_DIVIDE | LEFT_DIVIDE) constraintExpression # binaryBound
    | constraintExpression op=(TIMES | DIVIDE | MODULO | ELEMENTWISE_TIMES | ELEMENTWISE_DIVIDE) constraintExpression # binaryBound
    | constraintExpression op=(PLUS | MINUS) constraintExpression # binaryBound
    ;

primary : atom suffix*;

suffix
    : LBRACK subscript (COMMA subscript)* RBRACK # indexSuffix
    | DOT_NUMERAL # positionSuffix
    ;

/** May be empty: `x[]` and `x[, 1]` keep the whole dimension. */
subscript : (from=expression (colon=COLON to=expression?)? | colon=COLON to=expression?)?;

atom
    : identifier (LPAREN (first=argument (BAR arguments? | (COMMA arguments)?))? RPAREN)? # nameAtom
    | INT_NUMERAL # intAtom
    | (REAL_NUMERAL | DOT_NUMERAL) # realAtom
    | IMAGINARY_NUMERAL # imaginaryAtom
    | TARGET LPAREN RPAREN # targetAtom
    | LBRACE expressions? RBRACE # arrayAtom
    | LBRACK expressions? RBRACK # rowVectorAtom
    | LPAREN expression (COMMA expressions?)? RPAREN # parenthesisAtom
    | ELLIPSIS identifier? # restAtom
    ;

expressions : expression (COMMA expression)*;

arguments : argument (COMMA argument)*;

/** A function without a name stands nowhere else, so that it need not be told from what an operator takes. */
argument
    : expression
    | LPAREN (lambdaParameter (COMMA lambdaParameter)*)? RPAREN YIELDS expression
    ;

lambdaParameter : DATA? unsizedType newName;

/** A name that is being given. */
newName : identifier;

/** The words of bounds are names too, except in a Stan file. */
identifier
    : IDENTIFIER
    | LOWER
    | UPPER
    | OFFSET
    | MULTIPLIER
    | TRUNCATE
    | PLATE
    | PARAM
    | MISSING
    | FUNCTION
    | DISTRIBUTION
    | PRIMITIVE
    | TRANSFORM
    | WITH
    | FROM
    ;
