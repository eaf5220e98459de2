/** The words of PModel: those of Stan 2.39, and the contextual words of its additions. */
lexer grammar PModelLexer;

channels { COMMENTS, DOCUMENTATION }

// Comments. `///` documents the definition that follows.
DOC_COMMENT : '///' ~[\r\n]* -> channel(DOCUMENTATION);
LINE_COMMENT : '//' ~[\r\n]* -> channel(COMMENTS);
BLOCK_COMMENT : '/*' .*? '*/' -> channel(COMMENTS);
UNCLOSED_COMMENT : '/*' (~'*' | '*'+ ~[*/])* '*'* EOF;
SPACE : [ \t\r\n\f]+ -> skip;

// Followed by the token source, which continues with the tokens of the named file.
INCLUDE : '#include' [ \t\r\n\f]+ ('"' ~["\r\n]* '"' | '<' ~[>\r\n]* '>' | ~[ \t\r\n\f"<] ~[ \t\r\n\f]*);

// Blocks. `transformed`, `generated` and `quantities` alone are ordinary names.
FUNCTIONS : 'functions';
DATA : 'data';
TRANSFORMED_DATA : 'transformed' [ \t\f]+ 'data';
PARAMETERS : 'parameters';
TRANSFORMED_PARAMETERS : 'transformed' [ \t\f]+ 'parameters';
MODEL : 'model';
GENERATED_QUANTITIES : 'generated' [ \t\f]+ 'quantities';

// Statements.
RETURN : 'return';
IF : 'if';
ELSE : 'else';
WHILE : 'while';
FOR : 'for';
IN : 'in';
BREAK : 'break';
CONTINUE : 'continue';
PROFILE : 'profile';
PRINT : 'print';
REJECT : 'reject';
FATAL_ERROR : 'fatal_error';
TARGET : 'target';
JACOBIAN : 'jacobian';

// Types.
VOID : 'void';
INT : 'int';
REAL : 'real';
COMPLEX : 'complex';
VECTOR : 'vector';
ROW_VECTOR : 'row_vector';
MATRIX : 'matrix';
COMPLEX_VECTOR : 'complex_vector';
COMPLEX_ROW_VECTOR : 'complex_row_vector';
COMPLEX_MATRIX : 'complex_matrix';
ARRAY : 'array';
TUPLE : 'tuple';
ORDERED : 'ordered';
POSITIVE_ORDERED : 'positive_ordered';
SIMPLEX : 'simplex';
UNIT_VECTOR : 'unit_vector';
SUM_TO_ZERO_VECTOR : 'sum_to_zero_vector';
SUM_TO_ZERO_MATRIX : 'sum_to_zero_matrix';
CHOLESKY_FACTOR_CORR : 'cholesky_factor_corr';
CHOLESKY_FACTOR_COV : 'cholesky_factor_cov';
CORR_MATRIX : 'corr_matrix';
COV_MATRIX : 'cov_matrix';
COLUMN_STOCHASTIC_MATRIX : 'column_stochastic_matrix';
ROW_STOCHASTIC_MATRIX : 'row_stochastic_matrix';
LOWER : 'lower';
UPPER : 'upper';
OFFSET : 'offset';
MULTIPLIER : 'multiplier';

// Contextual words: names wherever a name may stand.
TRUNCATE : 'T';
PLATE : 'plate';
PARAM : 'param';
MISSING : 'missing';
FUNCTION : 'function';
DISTRIBUTION : 'distribution';
PRIMITIVE : 'primitive';
TRANSFORM : 'transform';
WITH : 'with';
FROM : 'from';

// Punctuation and operators.
LBRACE : '{';
RBRACE : '}';
LPAREN : '(';
RPAREN : ')';
LBRACK : '[';
RBRACK : ']';
COMMA : ',';
SEMICOLON : ';';
BAR : '|';
QUESTION : '?';
COLON : ':';
NOT : '!';
MINUS : '-';
PLUS : '+';
POWER : '^';
ELEMENTWISE_POWER : '.^';
QUOTE : '\'';
TIMES : '*';
DIVIDE : '/';
MODULO : '%';
INTEGER_DIVIDE : '%/%';
LEFT_DIVIDE : '\\';
ELEMENTWISE_TIMES : '.*';
ELEMENTWISE_DIVIDE : './';
OR : '||';
AND : '&&';
EQUAL : '==';
NOT_EQUAL : '!=';
LESS : '<';
LESS_EQUAL : '<=';
GREATER : '>';
GREATER_EQUAL : '>=';
TILDE : '~';
ASSIGN : '=';
YIELDS : '=>';
ELLIPSIS : '...';
PLUS_ASSIGN : '+=';
MINUS_ASSIGN : '-=';
TIMES_ASSIGN : '*=';
DIVIDE_ASSIGN : '/=';
ELEMENTWISE_TIMES_ASSIGN : '.*=';
ELEMENTWISE_DIVIDE_ASSIGN : './=';

// Literals. `.1` is a number at the start of an operand and a position of a tuple after one.
INT_NUMERAL : Digits;
REAL_NUMERAL : Digits '.' Digits? Exponent? | '.' Digits Exponent | Digits Exponent;
DOT_NUMERAL : '.' Digits;
IMAGINARY_NUMERAL : (INT_NUMERAL | REAL_NUMERAL | DOT_NUMERAL) 'i';
STRING : '"' ~["\r\n]* '"';
IDENTIFIER : [a-zA-Z] [a-zA-Z0-9_]*;

UNCLOSED_STRING : '"' ~["\r\n]*;
UNKNOWN : .;

fragment Digits : [0-9]+ ('_' [0-9]+)*;
fragment Exponent : [eE] [+-]? Digits;
